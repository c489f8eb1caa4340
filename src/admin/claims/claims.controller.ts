import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { claimCheck, claimParam, claimRetirement } from '../../claims/claims.schema.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock, utcDay } from '../../platform/clock.js';
import { addDays } from '../../platform/day.js';
import { InvalidInput } from '../../platform/errors.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { ClaimPage } from './claim-page.js';
import { ClaimsPage } from './claims-page.js';

type ClaimParam = z.output<typeof claimParam>;
interface Told {
  refused?: Refused;
  done?: string | undefined;
}

/** What the form suggests as the next day of review. */
const reviewDays = 182;

/** The register of claims: what to review next, all of them, and everything about one. */
@Controller('admin/claims')
@RequirePermission('plan:read')
export class ClaimsDeskController {
  constructor(
    private readonly claims: ClaimsService,
    private readonly clock: Clock,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async list(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    const [claims, queue] = await Promise.all([this.claims.list(), this.claims.reviewQueue()]);
    sendPage(reply, ClaimsPage({ staff, claims, queue, standing: textsOf(query).standing }));
  }

  @Get(':key')
  async one(
    @Param({ schema: claimParam }) { key }: ClaimParam,
    @Query() query: unknown,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.show(reply, staff, key, { done: textsOf(query).done });
  }

  @Post(':key/check')
  @RequirePermission('claims:review')
  async check(
    @Param({ schema: claimParam }) { key }: ClaimParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    await this.decide(reply, staff, key, input, async () => {
      await this.claims.check(key, await validate(claimCheck, input), actor);
      return 'checked';
    });
  }

  @Post(':key/retire')
  @RequirePermission('claims:review')
  async retire(
    @Param({ schema: claimParam }) { key }: ClaimParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    await this.decide(reply, staff, key, input, async () => {
      if (input.confirm === undefined)
        throw new InvalidInput([{ pointer: '/confirm', code: 'field.required', detail: 'tick this if you are sure' }]);
      await this.claims.retire(key, (await validate(claimRetirement, input)).reason, actor);
      return 'retired';
    });
  }

  private async decide(
    reply: FastifyReply,
    staff: SignedIn,
    key: string,
    input: Record<string, string>,
    work: () => Promise<string>,
  ) {
    try {
      const done = await work();
      void reply.header('cache-control', 'no-store').redirect(`/admin/claims/${key}?done=${done}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, key, { refused }, status);
    }
  }

  private async show(reply: FastifyReply, staff: SignedIn, key: string, told: Told, status = 200): Promise<void> {
    const [claim, names] = await Promise.all([this.claims.get(key), this.names.all()]);
    const nextReview = addDays(utcDay(this.clock.now()), reviewDays);
    sendPage(reply, ClaimPage({ staff, claim, names, nextReview, ...told }), status);
  }
}
