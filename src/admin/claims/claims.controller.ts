import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { claimCheck, claimParam, claimRetirement, type StaffClaim } from '../../claims/claims.schema.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock, utcDay } from '../../platform/clock.js';
import { addDays } from '../../platform/day.js';
import { validate } from '../../platform/http/validation.js';
import { VisibleUses } from './visible-uses.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { requireTyped } from '../frame/confirm.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import type { Listed } from '../frame/list.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { ClaimPage } from './claim-page.js';
import { claimList, ClaimsPage } from './claims-page.js';

type ClaimParam = z.output<typeof claimParam>;

/** Suggested next day of review. */
const reviewDays = 182;

/** The register of claims: due for review, all of them, and one in detail. */
@AdminController('admin/claims')
@RequirePermission('plan:read')
export class StaffClaimsController {
  constructor(
    private readonly claims: ClaimsService,
    private readonly clock: Clock,
    private readonly names: ActorNames,
    private readonly visible: VisibleUses,
    private readonly lists: Lists,
  ) {}

  @Get()
  async list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const [claims, queue] = await Promise.all([this.claims.list(), this.claims.reviewQueue()]);
    const page = (listed: Listed<StaffClaim>) => ClaimsPage({ listed, queue });
    return this.lists.show({ list: claimList(claims), staff, input, read: () => claims, page });
  }

  @Get(':key')
  one(
    @Param({ schema: claimParam }) { key }: ClaimParam,
    @QueryTexts() { done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, key, { done });
  }

  @Post(':key/check')
  @RequirePermission('claims:review')
  check(
    @Param({ schema: claimParam }) { key }: ClaimParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.claims.check(key, await validate(claimCheck, input), actor),
      done: `/admin/claims/${key}?done=checked`,
      again: (refused) => this.page(staff, key, { refused }),
    });
  }

  @Post(':key/retire')
  @RequirePermission('claims:review')
  retire(
    @Param({ schema: claimParam }) { key }: ClaimParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        requireTyped(input, key);
        await this.claims.retire(key, (await validate(claimRetirement, input)).reason, actor);
      },
      done: `/admin/claims/${key}?done=retired`,
      again: (refused) => this.page(staff, key, { refused }),
    });
  }

  private async page(staff: SignedIn, key: string, notice: { done?: string | undefined; refused?: Refused }) {
    const [claim, names] = await Promise.all([this.claims.get(key), this.names.all()]);
    const nextReview = addDays(utcDay(this.clock.now()), reviewDays);
    const uses = await this.visible.among(staff, claim.uses);
    return ClaimPage({ staff, claim: { ...claim, uses }, names, nextReview, ...notice });
  }
}
