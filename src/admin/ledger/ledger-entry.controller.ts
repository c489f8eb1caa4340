import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { LedgerService } from '../../treaties/ledger.service.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { StatesService } from '../../treaties/states.service.js';
import { EventNotFound } from '../../treaties/treaties.errors.js';
import { conventionCode, newTreatyEvent, stateCode } from '../../treaties/treaties.schema.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import type { HeldEvent } from './ledger-events.js';
import { LedgerEntryPage } from './ledger-entry-page.js';

type Input = Record<string, string>;

/** Entering an event of the ledger, or a correction of one. */
@Controller('admin/ledger/new')
@RequirePermission('ledger:write')
export class LedgerEntryController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly positions: PositionsService,
    private readonly states: StatesService,
  ) {}

  /** `?iso=&convention=` begins with a State, `?supersedes=` with the event to be corrected. */
  @Get()
  async form(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    const { supersedes, ...input } = textsOf(query);
    await this.show(reply, staff, supersedes ? await this.copyOf(supersedes) : input);
  }

  /** One button looks up what the ledger holds of the State and keeps what was typed; the other enters the event. */
  @Post()
  async enter(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const { look, voids, ...texts } = textsOf(body, '_csrf');
    const input = voids === undefined ? texts : { ...texts, voids };
    if (look !== undefined) return this.show(reply, staff, input);
    try {
      await this.ledger.record(await validate(newTreatyEvent, { ...texts, voids: voids !== undefined }), actor);
      void reply.header('cache-control', 'no-store').redirect('/admin/ledger?done=entered', 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, input, refused, status);
    }
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    input: Input,
    refused?: Refused,
    status = 200,
  ): Promise<void> {
    const [states, events] = await Promise.all([this.states.list('en'), this.eventsOf(input)]);
    const corrected = events?.find(({ id }) => id === input.supersedes);
    sendPage(reply, LedgerEntryPage({ staff, states, events, input, corrected, refused }), status);
  }

  /** What holds or waits for the State under the convention; null while one of the two is not chosen. */
  private async eventsOf({ iso, convention }: Input): Promise<HeldEvent[] | null> {
    const [state, code] = [stateCode.safeParse(iso), conventionCode.safeParse(convention)];
    if (!state.success || !code.success) return null;
    return (await this.positions.rows(code.data, state.data, true)).flatMap(({ events }) => events);
  }

  /** The event as the form of its correction begins. @throws EventNotFound also when it was corrected before */
  private async copyOf(id: string): Promise<Input> {
    const event = (await this.positions.rows(null, null, true))
      .flatMap(({ events }) => events)
      .find((one) => one.id === id);
    if (!event) throw new EventNotFound();
    const {
      iso,
      convention,
      kind,
      on,
      in: period,
      consentKind,
      relatesTo,
      note,
      sourceTitle,
      sourceUrl,
      notification,
    } = event;
    const { asOf, confidence } = event;
    const fields = {
      iso,
      convention,
      kind,
      on,
      in: period,
      consentKind,
      relatesTo,
      note,
      sourceTitle,
      sourceUrl,
      notification,
      asOf,
      confidence,
    };
    return Object.fromEntries(
      Object.entries({ ...fields, supersedes: id }).map(([name, value]) => [name, value ?? '']),
    );
  }
}
