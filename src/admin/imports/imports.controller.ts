import { TakesFiles } from '../../platform/http/route-marks.js';
import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ChecksOwnForm, CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { sendPage } from '../../platform/http/page.js';
import { discardRest } from '../../platform/http/uploads.js';
import { validate } from '../../platform/http/validation.js';
import { ImportFaults } from '../../imports/import-faults.service.js';
import { importMappingForm } from '../../imports/import.schema.js';
import { ImportsService } from '../../imports/imports.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { ImportForm } from './import-form.js';
import { ImportPage } from './import-page.js';
import { ImportsPage } from './imports-page.js';

type SlugParam = z.output<typeof slugParam>;
const importParam = slugParam.extend({ id: z.uuid() });
type ImportParam = z.output<typeof importParam>;

/** Bringing in signatures from paper and lists: upload, which column is what, looking first, bringing in, undoing. */
@Controller('admin/petitions/:slug/imports')
@RequirePermission('supporters:import')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly faults: ImportFaults,
    private readonly form: ImportForm,
    private readonly names: ActorNames,
    private readonly petitions: PetitionsService,
  ) {}

  @Get()
  async list(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.showList(reply, staff, slug, {});
  }

  @Post()
  @TakesFiles(true)
  @ChecksOwnForm(true)
  async upload(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Req() request: FastifyRequest,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input: Record<string, string> = {};
    try {
      const id = await this.form.take(request, slug, actor, input);
      void reply.header('cache-control', 'no-store').redirect(`/admin/petitions/${slug}/imports/${id}`, 303);
    } catch (error) {
      discardRest(request);
      if (/json/.test(request.headers.accept ?? '')) throw error;
      const { status, refused } = refusalOf(error, input);
      await this.showList(reply, staff, slug, { input, refused }, status);
    }
  }

  @Get(':id')
  async one(
    @Param({ schema: importParam }) { slug, id }: ImportParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.showOne(reply, staff, actor, slug, id);
  }

  @Post(':id/mapping')
  async map(
    @Param({ schema: importParam }) { slug, id }: ImportParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    await this.deed(reply, staff, actor, { slug, id, input }, async () =>
      this.imports.map(slug, id, await validate(importMappingForm, input)),
    );
  }

  @Post(':id/apply')
  async apply(
    @Param({ schema: importParam }) { slug, id }: ImportParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.deed(reply, staff, actor, { slug, id }, () => {
      if (textsOf(body).attest === 'yes') return this.imports.apply(slug, id, actor);
      throw new InvalidInput([{ pointer: '/attest', code: 'import.not_attested', detail: 'has to be attested' }]);
    });
  }

  @Post(':id/undo')
  async undo(
    @Param({ schema: importParam }) { slug, id }: ImportParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.deed(reply, staff, actor, { slug, id }, () => this.imports.undo(slug, id, actor));
  }

  @Get(':id/errors.csv')
  async errors(
    @Param({ schema: importParam }) { slug, id }: ImportParam,
    @CurrentActor() actor: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    // A HEAD request would make a file and throw it away.
    if (request.method === 'HEAD') return void reply.status(204).send();
    const lines = await this.faults.file(slug, id, actor);
    const headers = { 'cache-control': 'no-store', 'content-disposition': `attachment; filename="refused-${id}.csv"` };
    void reply.headers(headers).type('text/csv; charset=utf-8; header=present').send(lines);
  }

  private async deed(
    reply: FastifyReply,
    staff: SignedIn,
    actor: string,
    { slug, id, input = {} }: ImportParam & { input?: Record<string, string> },
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
      void reply.header('cache-control', 'no-store').redirect(`/admin/petitions/${slug}/imports/${id}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.showOne(reply, staff, actor, slug, id, refused, status);
    }
  }

  private async showList(
    reply: FastifyReply,
    staff: SignedIn,
    slug: string,
    told: { input?: Record<string, string>; refused?: Refused },
    status = 200,
  ): Promise<void> {
    const [imports, names] = await Promise.all([this.imports.list(slug), this.names.all()]);
    const petitionTitle = await this.petitions.titleOf(slug);
    sendPage(reply, ImportsPage({ staff, slug, petitionTitle, imports, names, ...told }), status);
  }

  private async showOne(
    reply: FastifyReply,
    staff: SignedIn,
    actor: string,
    slug: string,
    id: string,
    refused?: Refused,
    status = 200,
  ): Promise<void> {
    const found = await this.imports.get(slug, id);
    const preview = found.status === 'ready' && found.findings ? await this.imports.preview(found, actor) : null;
    const mapping = found.mapping ?? this.imports.guess(found);
    const waits = found.status === 'uploaded' || found.status === 'ready';
    const samples = waits && found.reading.encodingGuessed === true ? await this.imports.samples(found, actor) : [];
    const [petitionTitle, names] = await Promise.all([this.petitions.titleOf(slug), this.names.all()]);
    sendPage(
      reply,
      ImportPage({ staff, slug, petitionTitle, found, mapping, preview, samples, names, refused }),
      status,
    );
  }
}
