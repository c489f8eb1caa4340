import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AuditLog } from '../../access/audit.service.js';
import { CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { ActorNames } from '../frame/actor-names.js';
import { textsOf } from '../frame/form.js';
import { AuditPage } from './audit-page.js';

/** What was done: the audit log. */
@Controller('admin')
export class RecordsController {
  constructor(
    private readonly audit: AuditLog,
    private readonly names: ActorNames,
  ) {}

  @Get('audit')
  @RequirePermission('audit:read')
  async auditPage(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(
      reply,
      AuditPage({ staff, page: await this.audit.list(textsOf(query).before), names: await this.names.all() }),
    );
  }
}
