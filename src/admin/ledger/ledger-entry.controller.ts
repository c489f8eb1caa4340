import { Get, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { LedgerService } from '../../treaties/ledger.service.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { StatesService } from '../../treaties/states.service.js';
import { EventNotFound } from '../../treaties/treaties.errors.js';
import { conventionCode, newTreatyEvent, stateCode } from '../../treaties/treaties.schema.js';
import { AdminController, type Shown } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { LedgerEntryPage } from './ledger-entry-page.js';
import type { HeldEvent } from './ledger-events.js';

/** Prefilled fields of a correction. */
const copied = [
  ...(['iso', 'convention', 'kind', 'on', 'in', 'consentKind', 'relatesTo', 'note'] as const),
  ...(['sourceTitle', 'sourceUrl', 'notification', 'asOf', 'confidence'] as const),
];

/** Entering an event of the ledger, or a correction of one. */
@AdminController('admin/ledger/new')
@RequirePermission('ledger:write')
export class LedgerEntryController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly positions: PositionsService,
    private readonly states: StatesService,
  ) {}

  /** `?iso=&convention=` begins with a State, `?supersedes=` with the event to be corrected. */
  @Get()
  async form(@QueryTexts() { supersedes, ...input }: Texts, @CurrentStaff() staff: SignedIn) {
    return this.page(staff, supersedes ? await this.copyOf(supersedes) : input);
  }

  /** One button looks up the ledger of the State and keeps what was typed; the other enters the event. */
  @Post()
  enter(
    @Form() { look, voids, ...texts }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ): Promise<Shown> {
    const input = voids === undefined ? texts : { ...texts, voids };
    if (look !== undefined) return this.page(staff, input);
    return submit({
      input,
      work: async () =>
        this.ledger.record(await validate(newTreatyEvent, { ...texts, voids: voids !== undefined }), actor),
      done: '/admin/ledger?done=entered',
      again: (refused) => this.page(staff, input, refused),
    });
  }

  private async page(staff: SignedIn, input: Texts, refused?: Refused) {
    const [states, events] = await Promise.all([this.states.list('en'), this.eventsOf(input)]);
    const corrected = events?.find(({ id }) => id === input.supersedes);
    return LedgerEntryPage({ staff, states, events, input, corrected, refused });
  }

  /** Valid and pending events of the State under the convention; null while one of the two is not chosen. */
  private async eventsOf({ iso, convention }: Texts): Promise<HeldEvent[] | null> {
    const [state, code] = [stateCode.safeParse(iso), conventionCode.safeParse(convention)];
    if (!state.success || !code.success) return null;
    return (await this.positions.rows(code.data, state.data, true)).flatMap(({ events }) => events);
  }

  /** The event as the prefilled form of its correction. @throws EventNotFound also when it was already corrected */
  private async copyOf(id: string): Promise<Texts> {
    const event = (await this.positions.rows(null, null, true))
      .flatMap(({ events }) => events)
      .find((one) => one.id === id);
    if (!event) throw new EventNotFound();
    return { ...Object.fromEntries(copied.map((name) => [name, event[name] ?? ''])), supersedes: id };
  }
}
