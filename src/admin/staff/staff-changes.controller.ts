import { Body, Param, Post } from '@nestjs/common';
import {
  CurrentActor,
  CurrentStaff,
  ForAllCampaigns,
  RequirePermission,
  RequireStepUp,
} from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { StaffChangesService } from '../../access/staff-changes.service.js';
import { StaffService } from '../../access/staff.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignsIn } from '../frame/campaign.js';
import { Form, listOf, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { submit } from '../frame/submit.js';
import { StaffPage } from './staff-page.js';

/** Changes by owners to the accounts of colleagues. */
@AdminController('admin/staff/:id')
@ForAllCampaigns(true)
@RequirePermission('staff:manage')
export class StaffChangesController {
  constructor(
    private readonly changes: StaffChangesService,
    private readonly staff: StaffService,
  ) {}

  @Post('disable')
  @RequireStepUp('/admin/staff')
  disable(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return this.act(staff, () => this.changes.disable(id, actor));
  }

  @Post('role')
  @RequireStepUp('/admin/staff')
  changeRole(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() { role = '' }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, () => this.changes.changeRole(id, { role }, actor));
  }

  @Post('campaigns')
  @RequireStepUp('/admin/staff')
  limit(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const campaigns = campaignsIn(staff, listOf(body, 'campaigns'));
    return this.act(staff, () => this.changes.limitTo(id, campaigns, actor));
  }

  @Post('reset-second-factor')
  @RequireStepUp('/admin/staff')
  resetSecondFactor(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, () => this.changes.resetSecondFactor(id, actor));
  }

  @Post('end-sessions')
  endSessions(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, () => this.changes.endSessions(id, actor));
  }

  private act(staff: SignedIn, work: () => Promise<void>) {
    return submit({
      work,
      done: '/admin/staff',
      again: async ({ problem }) => StaffPage({ staff, members: await this.staff.list(), problem }),
    });
  }
}
