import { Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { ExportDownloadService } from '../../lists/export-download.service.js';
import { ExportFilesService } from '../../lists/export-files.service.js';
import { ExportLogService } from '../../lists/export-log.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { ApprovalsPage } from './approvals-page.js';
import { ExportsPage } from './exports-page.js';

const idParam = z.object({ id: z.uuid() });
type IdParam = z.output<typeof idParam>;

/** Exports on record: how far they are, fetching what is ready, and the second person's say on full lists. */
@Controller('admin/exports')
export class ExportsController {
  constructor(
    private readonly log: ExportLogService,
    private readonly files: ExportFilesService,
    private readonly downloads: ExportDownloadService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  @RequirePermission('supporters:export')
  async list(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    await this.show(reply, staff, { done: textsOf(query).done });
  }

  /** Polled by the script of the pages that show progress. */
  @Get('progress.json')
  @RequirePermission('supporters:export')
  async progress(@Res() reply: FastifyReply) {
    const exports = await this.log.recent();
    const shown = exports.map(({ id, status, rowsDone, rowsExpected }) => ({ id, status, rowsDone, rowsExpected }));
    void reply.header('cache-control', 'no-store').send({ exports: shown });
  }

  @Get('approvals')
  @RequirePermission('supporters:approve_export')
  async approvals(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    await this.showApprovals(reply, staff);
  }

  @Post(':id/approve')
  @RequirePermission('supporters:approve_export')
  @RequireStepUp('/admin/exports/approvals')
  async approve(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.decide(reply, staff, () => this.files.decide(id, 'approved', staff));
  }

  @Post(':id/refuse')
  @RequirePermission('supporters:approve_export')
  async refuse(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.decide(reply, staff, () => this.files.decide(id, 'refused', staff));
  }

  @Get(':id/file')
  @RequirePermission('supporters:export')
  @RequireStepUp('/admin/exports')
  async file(
    @Param({ schema: idParam }) { id }: IdParam,
    @Headers() { range, 'if-range': ifRange }: Record<string, string | undefined>,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    try {
      const { status, headers, stream } = await this.downloads.download(id, staff, range, ifRange);
      void reply.status(status).headers(headers).send(stream);
    } catch (error) {
      const { status, refused } = refusalOf(error);
      await this.show(reply, staff, { refused }, status);
    }
  }

  @Get(':id/manifest.json')
  @RequirePermission('supporters:export')
  async manifest(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    const manifest = await this.downloads.manifest(id, staff);
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${id}.manifest.json"`)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(manifest, null, 2));
  }

  @Post(':id/again')
  @RequirePermission('supporters:export')
  async again(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.deed(reply, staff, () => this.files.again(id, staff), 'again');
  }

  @Post(':id/remove')
  @RequirePermission('supporters:export')
  async remove(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.deed(reply, staff, () => this.files.remove(id, staff), 'removed');
  }

  private async deed(reply: FastifyReply, staff: SignedIn, work: () => Promise<void>, done: string) {
    try {
      await work();
      void reply.header('cache-control', 'no-store').redirect(`/admin/exports?done=${done}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error);
      await this.show(reply, staff, { refused }, status);
    }
  }

  private async decide(reply: FastifyReply, staff: SignedIn, work: () => Promise<void>) {
    try {
      await work();
      void reply.header('cache-control', 'no-store').redirect('/admin/exports/approvals', 303);
    } catch (error) {
      const { status, refused } = refusalOf(error);
      await this.showApprovals(reply, staff, refused, status);
    }
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    told: { done?: string | undefined; refused?: Refused },
    status = 200,
  ) {
    sendPage(
      reply,
      ExportsPage({ staff, exports: await this.log.recent(), names: await this.names.all(), ...told }),
      status,
    );
  }

  private async showApprovals(reply: FastifyReply, staff: SignedIn, refused?: Refused, status = 200) {
    sendPage(
      reply,
      ApprovalsPage({ staff, waiting: await this.log.waiting(), names: await this.names.all(), refused }),
      status,
    );
  }
}
