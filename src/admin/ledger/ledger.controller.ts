import { Get, Param, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { LedgerService } from '../../treaties/ledger.service.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { eventReview } from '../../treaties/treaties.schema.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { submit } from '../frame/submit.js';
import { LedgerPage } from './ledger-page.js';

/** Pending events of the ledger, and recent decisions. */
@AdminController('admin/ledger')
@RequirePermission('plan:read')
export class StaffLedgerController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly positions: PositionsService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  list(@QueryTexts() { done }: Texts, @CurrentStaff() staff: SignedIn) {
    return this.page(staff, { done });
  }

  @Post('events/:id/review')
  @RequirePermission('ledger:verify')
  review(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: async () => {
        const { decision, note } = await validate(eventReview, input);
        await this.ledger.review(id, { decision, note }, actor);
        return decision;
      },
      done: (decision) => `/admin/ledger?done=${decision}`,
      again: ({ problem }) => this.page(staff, { problem }),
    });
  }

  @Post('imports/:id/verify')
  @RequirePermission('ledger:verify')
  verifyImport(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: () => this.ledger.verifyImport(id, actor),
      done: '/admin/ledger?done=verified',
      again: ({ problem }) => this.page(staff, { problem }),
    });
  }

  private async page(staff: SignedIn, notice: { done?: string | undefined; problem?: string }) {
    const [waiting, latest, rows, names] = await Promise.all([
      this.ledger.waiting(),
      this.ledger.latest(100),
      this.positions.rows(null, null),
      this.names.all(),
    ]);
    return LedgerPage({ staff, waiting, latest, held: rows.flatMap(({ events }) => events), names, ...notice });
  }
}
