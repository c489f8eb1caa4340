import { Inject, Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batch.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { lockUntilCommit } from '../../platform/database/advisory-locks.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { groupBy } from '../../platform/group-by.js';
import type { HeldMails } from '../../platform/mail/dispatcher-lease.js';
import { Outbox } from '../../platform/mail/outbox.js';
import { domainOf } from '../../platform/mail/domain-of.js';
import { takeSlots } from '../../platform/mail/mail-rates.js';
import { Tokens } from '../../platform/tokens.js';
import { CONFIG } from '../../platform/runtime.js';
import { recipientStates, type RecipientState } from '../recipients.status.js';
import { ClaimCursor } from './claim-cursor.js';
import { advanceMailings, isAnySending } from './mailings.sql.js';
import { answers, isOutboxDue, noteAnswers, openProviders } from './pace.sql.js';
import { Pace } from './pace.service.js';
import {
  askAgain,
  claim,
  claimRecipients,
  held,
  recoverRecipients,
  settled,
  settleRecipients,
  settleWithin,
  takeBackRecipients,
  type ClaimedRecipient,
} from './recipients.sql.js';
import { shareOut } from './shares.js';

/** A claimed email of an update. */
export interface HeldUpdate extends ClaimedRecipient {
  updateId: string;
  campaignId: string;
  version: number;
  /** Name of the provider; empty for all that are small */
  providerName: string;
}

/** What became of a claimed email. */
export interface UpdateOutcome {
  held: Pick<HeldUpdate, 'updateId' | 'supporterId' | 'providerName'>;
  dispatcher: number;
  state: RecipientState;
  dueAt: Date | null;
  counted: boolean;
  smtpCode: number | null;
  reason: string | null;
  /** What the answer says about the provider; null: nothing */
  answer: 'taken' | 'deferred' | 'refused' | null;
}

/** The waiting recipients of updates in PostgreSQL: claimed within the pace, settled in batches. */
@Injectable()
export class UpdateQueue implements HeldMails {
  private readonly outcomes: Batcher<UpdateOutcome, true>;
  private readonly cursor = new ClaimCursor();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
    private readonly pace: Pace,
    private readonly outbox: Outbox,
  ) {
    this.outcomes = new Batcher({
      run: (items) => this.write(items),
      keyOf: ({ held: { updateId, supporterId } }) => updateId + supporterId,
      maxItems: 500,
      maxWaiting: 100_000,
      concurrency: 1,
      isItemsFault: () => false,
    });
  }

  /** Moves mailings on whose moment has come. @returns which are done now */
  async advance(): Promise<{ updateId: string; state: string }[]> {
    return this.database.run(advanceMailings, [this.clock.now()]);
  }

  /** Whether any mailing is sending; where none is, nothing needs to be claimed. */
  async isSending(): Promise<boolean> {
    return (await this.database.run<{ is: boolean }>(isAnySending, [])).some(({ is }) => is);
  }

  /** Looks for waiting recipients from the start again. */
  lookAgain(): void {
    this.cursor.forget();
  }

  /**
   * Claims up to `wanted` emails of one mailing. None while the outbox has email that is due.
   * @param roomFor how many more of a provider @returns them, and whether looking again is worth while at once
   */
  async claim(
    dispatcher: number,
    wanted: number,
    roomFor: (provider: string) => number,
  ): Promise<{ mails: HeldUpdate[]; hasMore: boolean }> {
    let moved: (() => void)[] = [];
    let looked = 0;
    const mails = await this.database.transaction(async (tx) => {
      moved = [];
      looked = 0;
      await lockUntilCommit(tx, 'updateClaims');
      const now = this.clock.now();
      if ((await isOutboxDue(tx, now))[0]?.due !== false) return [];
      const open = await openProviders(tx, now);
      for (const mailing of groupBy(open, ({ updateId }) => updateId).values()) {
        const { found, read } = await this.claimOf(tx, dispatcher, mailing, wanted, roomFor, now, moved);
        looked += read;
        if (read > 0) return found;
      }
      return [];
    });
    // Only what was committed was claimed.
    for (const move of moved) move();
    return { mails, hasMore: looked > 0 };
  }

  private async claimOf(
    tx: Tx,
    dispatcher: number,
    mailing: Awaited<ReturnType<typeof openProviders>>,
    wanted: number,
    roomFor: (provider: string) => number,
    now: Date,
    moved: (() => void)[],
  ): Promise<{ found: HeldUpdate[]; read: number }> {
    const none = { found: [], read: 0 };
    const [{ updateId, campaignId, version } = { updateId: '', campaignId: '', version: 0 }] = mailing;
    const time = performance.now();
    const candidates = mailing.flatMap((provider) => {
      const after = provider.isHeld ? null : this.cursor.place(updateId, provider.number, time);
      return after === null ? [] : [{ ...provider, after, weight: provider.frozen, room: roomFor(provider.name) }];
    });
    if (candidates.length === 0) return none;
    const share = (total: number, all: typeof candidates) =>
      [...shareOut(total, all)].filter(([, n]) => n > 0).map(([one, n]) => ({ ...one, room: n }));
    const shared = await this.pace.allow(tx, wanted, candidates, share, now);
    if (shared.length === 0) return none;
    const rows = await claimRecipients(
      tx,
      claim.values(
        { update: updateId, dispatcher, now, cap: this.config.UPDATE_MAILS_PER_WEEK },
        shared.map(({ number, room, after }) => ({ provider: number, n: room, after })),
      ),
    );
    const names = new Map(shared.map(({ number, name }) => [number, name]));
    const got = rows
      .filter(({ email }) => email !== null)
      .map((row) => ({ ...row, updateId, campaignId, version, providerName: names.get(row.provider) ?? '' }));
    for (const { number, room } of shared) {
      const read = rows.filter(({ provider }) => provider === number).map(({ supporterId }) => supporterId);
      const last = read.reduce<string | undefined>((max, id) => (max === undefined || id > max ? id : max), undefined);
      moved.push(() => this.cursor.moved(updateId, number, last, read.length === room, performance.now()));
    }
    await this.pace.spent(tx, shared, got);
    return { found: await this.withinDomainRates(tx, dispatcher, got, now), read: rows.length };
  }

  /** What a domain cannot accept now waits for its own moment. */
  private async withinDomainRates(tx: Tx, dispatcher: number, got: HeldUpdate[], now: Date): Promise<HeldUpdate[]> {
    const { MAIL_DOMAIN_RATE: rate } = this.config;
    if (rate === null) return got;
    const kept: HeldUpdate[] = [];
    const later: UpdateOutcome[] = [];
    const keyOf = ({ email }: HeldUpdate): string =>
      this.tokens.keyedHash('mail-domain', domainOf(email)).toString('hex');
    for (const [key, mails] of [...groupBy(got, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const slots = await takeSlots(tx, key, rate, mails.length, now);
      kept.push(...mails.slice(0, slots));
      for (const [index, mail] of mails.slice(slots).entries())
        later.push(untried(mail, dispatcher, new Date(now.getTime() + ((index + 1) * 1000) / rate)));
    }
    if (later.length > 0) await settleWithin(tx, settled.values({ dispatcher, now }, later.map(rowOf)));
    return kept;
  }

  /** Asks again about claimed emails of one update, before they are handed over. @returns why each may not, null for those that may */
  async askAgain(updateId: string, supporterIds: string[]): Promise<Map<string, string | null>> {
    const values = held.values(
      { update: updateId, now: this.clock.now() },
      supporterIds.map((supporter) => ({ supporter })),
    );
    const rows = await this.database.run<{ supporterId: string; reason: string | null }>(askAgain, values);
    return new Map(rows.map(({ supporterId, reason }) => [supporterId, reason]));
  }

  /** Resolves once the outcome is committed. */
  async settle(outcome: UpdateOutcome): Promise<void> {
    await this.outcomes.add(outcome);
  }

  async beat(dispatcher: number): Promise<void> {
    await this.outbox.beat(dispatcher);
  }

  async takeBack(dispatcher: number, inFlight: string[]): Promise<void> {
    const rows = await this.database.run<{ n: number }>(takeBackRecipients, [dispatcher, inFlight]);
    if ((rows[0]?.n ?? 0) > 0) this.cursor.forget();
  }

  async recover(): Promise<number> {
    return (await this.database.run<{ n: number }>(recoverRecipients, [this.clock.now()]))[0]?.n ?? 0;
  }

  private async write(items: readonly UpdateOutcome[]): Promise<true[]> {
    const now = this.clock.now();
    const dispatcher = items[0]?.dispatcher;
    await this.database.run(settleRecipients, settled.values({ dispatcher, now }, items.map(rowOf)));
    const told = items.filter(({ answer }) => answer !== null);
    // Only slows a provider down or not: it is not worth failing for.
    if (told.length > 0)
      await this.database.run(noteAnswers, answers.values({ now }, told.map(answerOf))).catch(() => undefined);
    return items.map(() => true);
  }
}

/** A claimed email goes back untried. */
export const untried = (one: HeldUpdate, dispatcher: number, dueAt: Date | null): UpdateOutcome => ({
  ...{ held: one, dispatcher, state: 'waiting', dueAt, counted: false },
  ...{ smtpCode: null, reason: null, answer: null },
});

const rowOf = ({ held: { updateId, supporterId }, state, dueAt, counted, smtpCode, reason }: UpdateOutcome) => ({
  update_id: updateId,
  supporter_id: supporterId,
  state: recipientStates[state],
  due_at: dueAt,
  counted,
  smtp_code: smtpCode,
  reason,
});

const answerOf = ({ held: { providerName: name }, answer }: UpdateOutcome) => ({
  name,
  answers: 1,
  deferred: answer === 'deferred' ? 1 : 0,
  refused: answer === 'refused' ? 1 : 0,
});
