import { Body, Get, Post } from '@nestjs/common';
import {
  CurrentActor,
  CurrentStaff,
  ForAllCampaigns,
  RequirePermission,
  RequireStepUp,
} from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { StaffService } from '../../access/staff.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignsIn } from '../frame/campaign.js';
import { Form, listOf, type Texts } from '../frame/form.js';
import { ListQuery } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { StaffView } from './staff-view.js';

/** Staff accounts, and inviting colleagues. */
@AdminController('admin/staff')
@ForAllCampaigns(true)
@RequirePermission('staff:manage')
export class StaffController {
  constructor(
    private readonly staff: StaffService,
    private readonly view: StaffView,
  ) {}

  @Get()
  list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.view.list(staff, input);
  }

  @Post()
  @RequireStepUp('/admin/staff')
  invite(
    @Body() body: unknown,
    @Form() { email = '', role = '' }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const campaigns = campaignsIn(staff, listOf(body, 'campaigns'));
    return submit({
      work: () => this.staff.invite({ email, role, campaigns }, actor),
      done: (link) => this.view.page(staff, { link }),
      again: ({ faults }, error) => {
        const problem = error instanceof InvalidInput ? undefined : error.message;
        return this.view.page(staff, { input: { email, role, campaigns }, faults, problem });
      },
    });
  }
}
