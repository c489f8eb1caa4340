import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { WebhookDeliveries, type WebhookDelivery } from '../../webhooks/webhook-deliveries.service.js';
import { WebhookEndpoints } from '../../webhooks/webhook-endpoints.service.js';
import { deliveryStatuses } from '../../webhooks/webhooks.values.js';
import { replaySince } from '../../webhooks/webhooks.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { requireTyped } from '../frame/confirm.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import type { Asked, Listed } from '../frame/list.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { deliveryList, RemovePage, WebhookPage } from './webhook-page.js';

const actionParam = idParam.extend({ action: z.enum(['pause', 'resume', 'test']) });
const deliveryParam = idParam.extend({ delivery: z.string().regex(/^\d{1,18}$/) });

/** One webhook: its deliveries, and possible actions. */
@AdminController('admin/webhooks/:id')
@RequirePermission('webhooks:manage')
export class WebhookController {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: WebhookDeliveries,
    private readonly lists: Lists,
  ) {}

  @Get()
  async look(@Param({ schema: idParam }) { id }: IdParam, @ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const around = await this.around(id);
    const page = (listed: Listed<WebhookDelivery>) => WebhookPage({ listed, ...around });
    return this.lists.show({ ...this.opening(staff, id), input, page });
  }

  @Get('remove')
  async confirm(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    return RemovePage({ staff, ...(await this.around(id)) });
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
  remove(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        requireTyped(input, new URL((await this.endpoints.get(id)).url).host);
        await this.endpoints.remove(id, actor);
      },
      done: '/admin/webhooks',
      again: async (refused) => RemovePage({ staff, ...(await this.around(id)), refused }),
    });
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

  private async page(staff: SignedIn, id: string, shown: { secret?: string; refused?: Refused }) {
    const listed = await this.lists.open(this.opening(staff, id));
    return WebhookPage({ listed, ...(await this.around(id)), ...shown });
  }

  private async around(id: string) {
    return { endpoint: await this.endpoints.get(id), counts: await this.deliveries.counts(id) };
  }

  private opening(staff: SignedIn, id: string) {
    const read = ({ filter, sort, cursor }: Asked) => {
      const status = deliveryStatuses.find((one) => one === filter.status);
      return this.deliveries.list(id, { status, oldestFirst: sort?.descending === false, cursor });
    };
    return { list: deliveryList(staff, id), staff, read };
  }
}
