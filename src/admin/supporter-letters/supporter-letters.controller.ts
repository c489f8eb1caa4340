import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Enclosures } from '../../letters/sending/enclosures.service.js';
import { ModerationService, queueStatuses, type QueueStatus } from '../../supporter-letters/moderation.service.js';
import { moderation } from '../../supporter-letters/personal-letters.schema.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { SupporterLettersPage } from './supporter-letters-page.js';

const idParam = z.object({ id: z.uuid() });
type IdParam = z.output<typeof idParam>;

/** Which letters are asked for; anything else shows those that wait. */
const queueQuery = z.object({
  status: z.enum(queueStatuses).catch('waiting'),
  group: z.uuid().nullable().catch(null),
  done: z.string().optional().catch(undefined),
});

/** Letters by supporters, read by a person before they are passed on. Every reading is an entry of the audit log. */
@Controller('admin/supporter-letters')
@RequirePermission('letters:read')
export class SupporterLettersController {
  constructor(
    private readonly moderation: ModerationService,
    private readonly enclosures: Enclosures,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async queue(
    @Query() query: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.show(reply, staff, actor, await validate(queueQuery, query));
  }

  /** The letters that go, or went, with a letter of the campaign. */
  @Get('digests/:id')
  async digest(@Param({ schema: idParam }) { id }: IdParam, @CurrentActor() actor: string, @Res() reply: FastifyReply) {
    const { filename, content } = await this.enclosures.show(id, actor);
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `inline; filename="${filename}"`)
      .type('application/pdf')
      .send(content);
  }

  @Post()
  @RequirePermission('letters:approve')
  async decide(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const { status, ...input } = textsOf(body, '_csrf');
    const shown = queueStatuses.find((one) => one === status) ?? 'waiting';
    try {
      const decision = await validate(moderation, input);
      await this.moderation.decide(decision, actor);
      void reply
        .header('cache-control', 'no-store')
        .redirect(`/admin/supporter-letters?status=${shown}&done=${decision.deed}`, 303);
    } catch (error) {
      const { status: code, refused } = refusalOf(error, input);
      await this.show(reply, staff, actor, { status: shown, group: null, refused }, code);
    }
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    actor: string,
    asked: { status: QueueStatus; group: string | null; done?: string | undefined; refused?: Refused },
    code = 200,
  ) {
    const [groups, counts] = [
      await this.moderation.queue(asked.status, asked.group, actor),
      await this.moderation.counts(),
    ];
    sendPage(reply, SupporterLettersPage({ staff, groups, counts, names: await this.names.all(), ...asked }), code);
  }
}
