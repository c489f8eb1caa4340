import { Body, Get, Param, Post } from '@nestjs/common';
import {
  CurrentActor,
  CurrentStaff,
  ForAllCampaigns,
  RequirePermission,
  RequireStepUp,
} from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { StaffChangesService } from '../../access/staff-changes.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignsIn } from '../frame/campaign.js';
import { requireTyped } from '../frame/confirm.js';
import { Form, listOf, type Refused, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { submit } from '../frame/submit.js';
import { DisablePage } from './disable-page.js';
import { StaffView } from './staff-view.js';

/** Changes by owners to the accounts of colleagues. */
@AdminController('admin/staff/:id')
@ForAllCampaigns(true)
@RequirePermission('staff:manage')
export class StaffChangesController {
  constructor(
    private readonly changes: StaffChangesService,
    private readonly view: StaffView,
  ) {}

  @Get('disable')
  confirm(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    return this.confirmPage(staff, id);
  }

  @Post('disable')
  @RequireStepUp('/admin/staff')
  disable(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        requireTyped(input, (await this.changes.wouldEnd(id)).email);
        await this.changes.disable(id, actor);
      },
      done: '/admin/staff',
      again: (refused) => this.confirmPage(staff, id, refused),
    });
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
    return submit({ work, done: '/admin/staff', again: ({ problem }) => this.view.page(staff, { problem }) });
  }

  private async confirmPage(staff: SignedIn, id: string, refused?: Refused) {
    return DisablePage({ staff, id, ends: await this.changes.wouldEnd(id), refused });
  }
}
