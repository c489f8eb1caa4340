import { Body, Get, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { SilenceService } from '../../replies/answers/silence.service.js';
import { followUpOrder, silenceDismissal } from '../../replies/answers/stances.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { FollowUpsPage } from './follow-ups-page.js';

/** Unanswered letters: a person drafts a follow-up, or closes them without. */
@AdminController('admin/follow-ups')
@RequirePermission('letters:read')
export class FollowUpsController {
  constructor(private readonly silence: SilenceService) {}

  @Get()
  list(@CurrentStaff() staff: SignedIn) {
    return this.page(staff);
  }

  @Post('run')
  @RequirePermission('letters:write')
  followUp(
    @Body() body: unknown,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const { letters, onDay } = await validate(followUpOrder, body);
        return this.silence.followUp(campaignOf(staff).id, letters, onDay, actor);
      },
      done: ({ runId }) => `/admin/runs/${runId}`,
      again: (refused) => this.page(staff, refused),
    });
  }

  @Post('leave')
  @RequirePermission('letters:write')
  leave(@Body() body: unknown, @Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => {
        const { letters, reason } = await validate(silenceDismissal, body);
        await this.silence.leave(letters, reason, actor, campaignOf(staff).id);
      },
      done: '/admin/follow-ups',
      again: (refused) => this.page(staff, refused),
    });
  }

  private async page(staff: SignedIn, refused?: Refused) {
    const { silenceDays } = this.silence;
    return FollowUpsPage({ staff, silenceDays, letters: await this.silence.proposals(campaignOf(staff).id), refused });
  }
}
