import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { LedgerService } from '../../treaties/ledger.service.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { eventReview } from '../../treaties/treaties.schema.js';
import { ActorNames } from '../frame/actor-names.js';
import { refusalOf, textsOf } from '../frame/form.js';
import { LedgerPage } from './ledger-page.js';

const idParam = z.object({ id: z.uuid() });
type IdParam = z.output<typeof idParam>;

/** What waits for a second person in the ledger, and what was decided lately. */
@Controller('admin/ledger')
@RequirePermission('plan:read')
export class LedgerDeskController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly positions: PositionsService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async list(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    const { done } = textsOf(query);
    await this.show(reply, staff, { done });
  }

  @Post('events/:id/review')
  @RequirePermission('ledger:verify')
  async review(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.decide(reply, staff, async () => {
      const { decision, note } = await validate(eventReview, textsOf(body, '_csrf'));
      await this.ledger.review(id, { decision, note }, actor);
      return decision;
    });
  }

  @Post('imports/:id/verify')
  @RequirePermission('ledger:verify')
  async verifyImport(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.decide(reply, staff, async () => {
      await this.ledger.verifyImport(id, actor);
      return 'verified';
    });
  }

  private async decide(reply: FastifyReply, staff: SignedIn, work: () => Promise<string>): Promise<void> {
    try {
      const done = await work();
      void reply.header('cache-control', 'no-store').redirect(`/admin/ledger?done=${done}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error);
      await this.show(reply, staff, { problem: refused.problem }, status);
    }
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    told: { done?: string | undefined; problem?: string },
    status = 200,
  ) {
    const [waiting, latest, rows, names] = await Promise.all([
      this.ledger.waiting(),
      this.ledger.latest(100),
      this.positions.rows(null, null),
      this.names.all(),
    ]);
    sendPage(
      reply,
      LedgerPage({ staff, waiting, latest, held: rows.flatMap(({ events }) => events), names, ...told }),
      status,
    );
  }
}
