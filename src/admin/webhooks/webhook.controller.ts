import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  CurrentActor,
  CurrentStaff,
  ForAllCampaigns,
  RequirePermission,
  RequireStepUp,
} from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { seeOther } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { WebhookDeliveries } from '../../webhooks/webhook-deliveries.service.js';
import { WebhookEndpoints } from '../../webhooks/webhook-endpoints.service.js';
import { replaySince } from '../../webhooks/webhooks.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { submit } from '../frame/submit.js';
import { WebhookPage } from './webhook-page.js';

const actionParam = idParam.extend({ action: z.enum(['pause', 'resume', 'test']) });
const deliveryParam = idParam.extend({ delivery: z.string().regex(/^\d{1,18}$/) });

/** One webhook: its deliveries, and possible actions. */
@AdminController('admin/webhooks/:id')
@ForAllCampaigns(true)
@RequirePermission('webhooks:manage')
export class WebhookController {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: WebhookDeliveries,
  ) {}

  @Get()
  look(@Param({ schema: idParam }) { id }: IdParam, @QueryTexts() { before }: Texts, @CurrentStaff() staff: SignedIn) {
    return this.page(staff, id, { before });
  }

  @Post('secret')
  @RequireStepUp('/admin/webhooks')
  async rotate(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const secret = await this.endpoints.rotate(id, actor);
    return this.page(staff, id, { secret });
  }

  @Post('remove')
  @RequireStepUp('/admin/webhooks')
  async remove(@Param({ schema: idParam }) { id }: IdParam, @CurrentActor() actor: string) {
    await this.endpoints.remove(id, actor);
    return seeOther('/admin/webhooks');
  }

  @Post('replay')
  replay(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() { since = '' }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, id, { since }, async () => {
      const moment = (await validate(replaySince, { since })).since;
      // The form says that times are in UTC, and a browser omits the `Z`.
      await this.deliveries.replaySince(id, new Date(moment.endsWith('Z') ? moment : `${moment}Z`), actor);
    });
  }

  @Post('deliveries/:delivery/replay')
  replayOne(
    @Param({ schema: deliveryParam }) { id, delivery }: z.output<typeof deliveryParam>,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, id, {}, () => this.deliveries.replay(id, BigInt(delivery), actor));
  }

  @Post('actions/:action')
  change(
    @Param({ schema: actionParam }) { id, action }: z.output<typeof actionParam>,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, id, {}, () => this.endpoints[action](id, actor));
  }

  private act(staff: SignedIn, id: string, input: Texts, work: () => Promise<void>) {
    return submit({
      input,
      work,
      done: `/admin/webhooks/${id}`,
      again: (refused) => this.page(staff, id, { refused }),
    });
  }

  private async page(
    staff: SignedIn,
    id: string,
    { before, ...shown }: { before?: string | undefined; secret?: string; refused?: Refused },
  ) {
    const endpoint = await this.endpoints.get(id);
    return WebhookPage({ staff, endpoint, page: await this.deliveries.list(id, before), ...shown });
  }
}
