import { Controller, Get, Query, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AuditLog } from '../access/audit.service.js';
import { CurrentStaff, RequirePermission } from '../access/caller.decorator.js';
import { SameOriginGuard } from '../access/same-origin.guard.js';
import type { SignedIn } from '../access/sessions.service.js';
import { StaffGuard } from '../access/staff.guard.js';
import { sendPage } from '../platform/http/page.js';
import { ExportLogService } from '../petitions/export-log.service.js';
import { ActorNames } from './actor-names.js';
import { textsOf } from './form.js';
import { AuditPage } from './pages/audit-page.js';
import { ExportsPage } from './pages/exports-page.js';

/** What was done: exports with their progress, and the audit log. */
@Controller('admin')
@UseGuards(SameOriginGuard, StaffGuard)
export class RecordsController {
  constructor(
    private readonly exports: ExportLogService,
    private readonly audit: AuditLog,
    private readonly names: ActorNames,
  ) {}

  @Get('exports')
  @RequirePermission('supporters:export')
  async exportsPage(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, ExportsPage({ staff, exports: await this.exports.recent(), names: await this.names.all() }));
  }

  /** Polled by the script of the pages that show progress. */
  @Get('exports.json')
  @RequirePermission('supporters:export')
  async exportsProgress(@Res() reply: FastifyReply) {
    const exports = await this.exports.recent();
    const shown = exports.map(({ id, status, rowsDone, rowsExpected }) => ({ id, status, rowsDone, rowsExpected }));
    void reply.header('cache-control', 'no-store').send({ exports: shown });
  }

  @Get('audit')
  @RequirePermission('audit:read')
  async auditPage(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, AuditPage({ staff, page: await this.audit.list(textsOf(query).before), names: await this.names.all() }));
  }
}
