import { Get, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CorrectionsService } from '../../letters/corrections/corrections.service.js';
import { newCorrection } from '../../letters/writing/corrections.schema.js';
import { Clock, utcDay } from '../../platform/clock.js';
import { addDays } from '../../platform/day.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import { campaignOf } from '../frame/campaign.js';
import { submit } from '../frame/submit.js';
import { CorrectionsPage } from './corrections-page.js';

/** Sent letters that are no longer accurate in every part; drafting a letter that says so. */
@AdminController('admin/corrections')
@RequirePermission('letters:read')
export class CorrectionsController {
  constructor(
    private readonly corrections: CorrectionsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  list(@CurrentStaff() staff: SignedIn) {
    return this.page(staff);
  }

  /** Drafts it; planning, approval and sending are those of every run. */
  @Post()
  @RequirePermission('letters:write')
  draft(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => this.corrections.draft(await validate(newCorrection, input), actor, campaignOf(staff).id),
      done: ({ id }) => `/admin/runs/${id}`,
      again: (refused) => this.page(staff, refused),
    });
  }

  private async page(staff: SignedIn, refused?: Refused) {
    const tomorrow = addDays(utcDay(this.clock.now()), 1);
    return CorrectionsPage({
      staff,
      letters: await this.corrections.affected(campaignOf(staff).id),
      tomorrow,
      refused,
    });
  }
}
