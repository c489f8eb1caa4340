import { Get } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { CurrentStaff, ForAllCampaigns, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { QueryTexts, type Texts } from '../frame/form.js';
import { AuditPage } from './audit-page.js';

/** The audit log. */
@AdminController('admin')
@ForAllCampaigns(true)
export class RecordsController {
  constructor(
    private readonly audit: AuditLog,
    private readonly names: ActorNames,
  ) {}

  @Get('audit')
  @RequirePermission('audit:read')
  async auditPage(@QueryTexts() { before }: Texts, @CurrentStaff() staff: SignedIn) {
    return AuditPage({ staff, page: await this.audit.list(before), names: await this.names.all() });
  }
}
