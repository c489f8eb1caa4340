import { Get } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { CurrentStaff, ForAllCampaigns, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import type { Texts } from '../frame/form.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { auditList, AuditPage } from './audit-page.js';

/** The audit log. */
@AdminController('admin')
@ForAllCampaigns(true)
export class RecordsController {
  constructor(
    private readonly audit: AuditLog,
    private readonly names: ActorNames,
    private readonly lists: Lists,
  ) {}

  @Get('audit')
  @RequirePermission('audit:read')
  async auditPage(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.lists.show({
      list: auditList(await this.names.all()),
      staff,
      input,
      read: ({ filter, sort, cursor }) =>
        this.audit.list({ ...filter, oldestFirst: sort?.descending === false, cursor }),
      page: AuditPage,
    });
  }
}
