import { Get, Param, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { LedgerService } from '../../treaties/ledger.service.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { eventReview } from '../../treaties/treaties.schema.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import type { Listed } from '../frame/list.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import type { StaffEvent } from './ledger-events.js';
import { eventList, LedgerPage } from './ledger-page.js';

/** More than all States under all conventions have. */
const mostEvents = 10_000;

/** Pending events of the ledger, and recent decisions. */
@AdminController('admin/ledger')
@RequirePermission('plan:read')
export class StaffLedgerController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly positions: PositionsService,
    private readonly names: ActorNames,
    private readonly lists: Lists,
  ) {}

  @Get()
  async list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const { opening, ...around } = await this.around(staff);
    const page = (listed: Listed<StaffEvent>) => LedgerPage({ ...around, listed, done: input.done });
    return this.lists.show({ ...opening, input, page });
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
      again: ({ problem }) => this.page(staff, problem),
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
      again: ({ problem }) => this.page(staff, problem),
    });
  }

  private async page(staff: SignedIn, problem: string) {
    const { opening, ...around } = await this.around(staff);
    return LedgerPage({ ...around, listed: await this.lists.open(opening), problem });
  }

  private async around(staff: SignedIn) {
    const [waiting, events, rows, names] = await Promise.all([
      this.ledger.waiting(),
      this.ledger.latest(mostEvents),
      this.positions.rows(null, null),
      this.names.all(),
    ]);
    const held = rows.flatMap((row) => row.events);
    const list = eventList({ staff, names, others: [...held, ...waiting], events });
    return { staff, waiting, held, names, opening: { list, staff, read: () => events } };
  }
}
