import { Get, Post } from '@nestjs/common';
import {
  CurrentActor,
  CurrentStaff,
  ForAllCampaigns,
  RequirePermission,
  RequireStepUp,
} from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { download } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { dataRequest, erasureRequest } from '../../privacy/data-requests.schema.js';
import { DataRequestsService } from '../../privacy/data-requests.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { requireTyped } from '../frame/confirm.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { DataRequestsPage } from './data-requests-page.js';

/** Data subject requests. Addresses are sent in forms only, so that none gets into a log or a history. */
@AdminController('admin/data-requests')
@ForAllCampaigns(true)
@RequirePermission('supporters:erase')
export class DataRequestsController {
  constructor(private readonly requests: DataRequestsService) {}

  @Get()
  form(@QueryTexts() { done }: Texts, @CurrentStaff() staff: SignedIn) {
    return DataRequestsPage({ staff, input: {}, done });
  }

  @Post()
  find(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => this.requests.find((await validate(dataRequest, input)).email, actor),
      done: (data) => DataRequestsPage({ staff, input, data }),
      again: (refused) => DataRequestsPage({ staff, input, refused }),
    });
  }

  /** Everything held about the person, as the file they would get themselves. */
  @Post('file')
  @RequireStepUp('/admin/data-requests')
  file(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    const [filename, type] = ['personal-data.json', 'application/json; charset=utf-8'];
    return submit({
      input,
      work: async () => this.requests.find((await validate(dataRequest, input)).email, actor),
      done: (data) => download({ filename, type, content: JSON.stringify(data, null, 2) }),
      again: (refused) => DataRequestsPage({ staff, input, refused }),
    });
  }

  @Post('erase')
  @RequireStepUp('/admin/data-requests')
  erase(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => {
        const request = await validate(erasureRequest, input);
        requireTyped(input, input.email ?? '');
        await this.requests.erase(request, actor);
      },
      done: '/admin/data-requests?done=erased',
      again: (refused) => DataRequestsPage({ staff, input, refused }),
    });
  }
}
