import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { WebhookDeliveries } from '../../webhooks/webhook-deliveries.service.js';
import { WebhookEndpoints } from '../../webhooks/webhook-endpoints.service.js';
import { replaySince } from '../../webhooks/webhooks.schema.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { WebhookPage } from './webhook-page.js';

const endpointParam = z.object({ id: z.uuid() });
type EndpointParam = z.infer<typeof endpointParam>;
const deedParam = z.object({ id: z.uuid(), deed: z.enum(['pause', 'resume', 'test']) });
const deliveryParam = z.object({ id: z.uuid(), delivery: z.string().regex(/^\d{1,18}$/) });

/** One webhook: its deliveries, and what can be done about them. */
@Controller('admin/webhooks/:id')
@RequirePermission('webhooks:manage')
export class WebhookController {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: WebhookDeliveries,
  ) {}

  @Get()
  async look(
    @Param({ schema: endpointParam }) { id }: EndpointParam,
    @Query() query: unknown,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.show(reply, staff, id, { before: textsOf(query).before });
  }

  @Post('secret')
  @RequireStepUp('/admin/webhooks')
  async rotate(
    @Param({ schema: endpointParam }) { id }: EndpointParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const secret = await this.endpoints.rotate(id, actor);
    await this.show(reply, staff, id, { secret });
  }

  @Post('remove')
  @RequireStepUp('/admin/webhooks')
  async remove(
    @Param({ schema: endpointParam }) { id }: EndpointParam,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.endpoints.remove(id, actor);
    void reply.header('cache-control', 'no-store').redirect('/admin/webhooks', 303);
  }

  @Post('replay')
  async replay(
    @Param({ schema: endpointParam }) { id }: EndpointParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const { since = '' } = textsOf(body);
    await this.apply(reply, staff, id, { since }, async () => {
      const moment = (await validate(replaySince, { since })).since;
      // The form says that times are in UTC, and a browser leaves the letter for it out.
      await this.deliveries.replaySince(id, new Date(moment.endsWith('Z') ? moment : `${moment}Z`), actor);
    });
  }

  @Post('deliveries/:delivery/replay')
  async replayOne(
    @Param({ schema: deliveryParam }) { id, delivery }: z.infer<typeof deliveryParam>,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.apply(reply, staff, id, {}, () => this.deliveries.replay(id, BigInt(delivery), actor));
  }

  @Post('deeds/:deed')
  async decide(
    @Param({ schema: deedParam }) { id, deed }: z.infer<typeof deedParam>,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.apply(reply, staff, id, {}, () => this.endpoints[deed](id, actor));
  }

  private async apply(
    reply: FastifyReply,
    staff: SignedIn,
    id: string,
    input: Record<string, string>,
    work: () => Promise<void>,
  ) {
    try {
      await work();
      void reply.header('cache-control', 'no-store').redirect(`/admin/webhooks/${id}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, id, { refused }, status);
    }
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    id: string,
    more: { before?: string | undefined; secret?: string; refused?: Refused },
    status = 200,
  ) {
    const { before, ...shown } = more;
    const [endpoint, page] = [await this.endpoints.get(id), await this.deliveries.list(id, before)];
    sendPage(reply, WebhookPage({ staff, endpoint, page, ...shown }), status);
  }
}
