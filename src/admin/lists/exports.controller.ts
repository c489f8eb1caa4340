import { Get, Headers, Param, Post } from '@nestjs/common';
import { CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { ExportDownloadService } from '../../lists/export-download.service.js';
import { ExportFilesService } from '../../lists/export-files.service.js';
import { ExportLogService, type ExportEntry } from '../../lists/export-log.service.js';
import { Answer, download, json } from '../../platform/http/answer.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import type { Refused, Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { campaignOf } from '../frame/campaign.js';
import type { Listed } from '../frame/list.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { approvalList, ApprovalsPage } from './approvals-page.js';
import { exportList, ExportsPage } from './exports-page.js';

/** As many as anybody looks back for; older ones are in the audit log. */
const mostExports = 500;

/** Recorded exports: progress, downloads, and the second person's decision on full lists. */
@AdminController('admin/exports')
export class ExportsController {
  constructor(
    private readonly log: ExportLogService,
    private readonly files: ExportFilesService,
    private readonly downloads: ExportDownloadService,
    private readonly names: ActorNames,
    private readonly lists: Lists,
  ) {}

  @Get()
  @RequirePermission('supporters:export')
  async list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const page = (listed: Listed<ExportEntry>) => ExportsPage({ listed, done: input.done });
    return this.lists.show({ ...(await this.opening(staff)), input, page });
  }

  /** Polled by the script of the pages that show progress. */
  @Get('progress.json')
  @RequirePermission('supporters:export')
  async progress(@CurrentStaff() staff: SignedIn) {
    const exports = await this.log.recent(mostExports, campaignOf(staff).id);
    return json({
      exports: exports.map(({ id, status, rowsDone, rowsExpected }) => ({ id, status, rowsDone, rowsExpected })),
    });
  }

  @Get('approvals')
  @RequirePermission('supporters:approve_export')
  async approvals(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const page = (listed: Listed<ExportEntry>) => ApprovalsPage({ listed });
    return this.lists.show({ ...(await this.openingApprovals(staff)), input, page });
  }

  @Post(':id/approve')
  @RequirePermission('supporters:approve_export')
  @RequireStepUp('/admin/exports/approvals')
  approve(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    return this.decide(staff, id, 'approved');
  }

  @Post(':id/refuse')
  @RequirePermission('supporters:approve_export')
  refuse(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    return this.decide(staff, id, 'refused');
  }

  @Get(':id/file')
  @RequirePermission('supporters:export')
  @RequireStepUp('/admin/exports')
  file(
    @Param({ schema: idParam }) { id }: IdParam,
    @Headers() { range, 'if-range': ifRange }: Record<string, string | undefined>,
    @CurrentStaff() staff: SignedIn,
  ) {
    return submit({
      work: () => this.downloads.download(id, staff, range, ifRange),
      done: ({ status, headers, stream }) => new Answer(stream, status, headers),
      again: (refused) => this.page(staff, refused),
    });
  }

  @Get(':id/manifest.json')
  @RequirePermission('supporters:export')
  async manifest(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    const manifest = await this.downloads.manifest(id, staff);
    return download({
      filename: `${id}.manifest.json`,
      type: 'application/json; charset=utf-8',
      content: JSON.stringify(manifest, null, 2),
    });
  }

  /** Requests the same list again. */
  @Post(':id/again')
  @RequirePermission('supporters:export')
  repeat(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    return submit({
      work: () => this.files.again(id, staff),
      done: '/admin/exports?done=again',
      again: (refused) => this.page(staff, refused),
    });
  }

  @Post(':id/remove')
  @RequirePermission('supporters:export')
  remove(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    return submit({
      work: () => this.files.remove(id, staff),
      done: '/admin/exports?done=removed',
      again: (refused) => this.page(staff, refused),
    });
  }

  private decide(staff: SignedIn, id: string, decision: 'approved' | 'refused') {
    return submit({
      work: () => this.files.decide(id, decision, staff),
      done: '/admin/exports/approvals',
      again: (refused) => this.approvalsPage(staff, refused),
    });
  }

  private async page(staff: SignedIn, refused: Refused) {
    return ExportsPage({ listed: await this.lists.open(await this.opening(staff)), refused });
  }

  private async opening(staff: SignedIn) {
    const read = () => this.log.recent(mostExports, campaignOf(staff).id);
    return { list: exportList(staff, await this.names.all()), staff, read };
  }

  private async approvalsPage(staff: SignedIn, refused: Refused) {
    return ApprovalsPage({ listed: await this.lists.open(await this.openingApprovals(staff)), refused });
  }

  private async openingApprovals(staff: SignedIn) {
    const read = () => this.log.waiting(campaignOf(staff).id);
    return { list: approvalList(staff, await this.names.all()), staff, read };
  }
}
