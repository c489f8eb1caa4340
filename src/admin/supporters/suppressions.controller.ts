import { Get, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, ForAllCampaigns, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { dataRequest, liftingRequest } from '../../privacy/data-requests.schema.js';
import { SuppressionLookup } from '../../privacy/suppression-lookup.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { SuppressionsPage } from './suppressions-page.js';

/** Suppressed addresses. They are sent in forms only, so that none gets into a log or a history. */
@AdminController('admin/suppressions')
@ForAllCampaigns(true)
@RequirePermission('supporters:erase')
export class SuppressionsController {
  constructor(private readonly suppressions: SuppressionLookup) {}

  @Get()
  form(@QueryTexts() { done }: Texts, @CurrentStaff() staff: SignedIn) {
    return SuppressionsPage({ staff, input: {}, done });
  }

  @Post()
  find(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => this.suppressions.find((await validate(dataRequest, input)).email, actor),
      done: (found) => SuppressionsPage({ staff, input, found }),
      again: (refused) => SuppressionsPage({ staff, input, refused }),
    });
  }

  @Post('lift')
  lift(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => this.suppressions.lift(await validate(liftingRequest, input), actor),
      done: '/admin/suppressions?done=lifted',
      again: (refused) => SuppressionsPage({ staff, input, refused }),
    });
  }
}
