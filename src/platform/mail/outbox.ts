import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { Batcher } from '../batch.js';
import { Clock } from '../clock.js';
import { CONFIG } from '../runtime.js';
import { Tokens } from '../tokens.js';
import { Database } from '../database/database.js';
import type { HeldMails } from './dispatcher-lease.js';
import { beatOfDispatcher } from './dispatchers.sql.js';
import {
  claimMails,
  countUnfinished,
  recoverMails,
  returnMails,
  returnSlots,
  settled,
  settleMails,
  takeBackMails,
  takeSlots,
  wakeDispatchers,
  type ClaimedMail,
} from './outbox.sql.js';

/** Outcome of one email in flight. `dueAt` null ends it. */
export interface Settlement {
  id: string;
  dispatcher: number;
  status: 'sent' | 'failed' | 'suppressed' | 'dropped' | 'queued';
  dueAt: Date | null;
  counted: boolean;
  smtpCode: number | null;
  answerRule: string | null;
  unknown: boolean;
}

/** Dispatchers are woken at most this often; what is queued in between is claimed with the next email, or when they look by themselves. */
const wakeMilliseconds = 50;

/** The email queue in PostgreSQL: claimed in batches within the rates, settled in batches. */
@Injectable()
export class Outbox implements HeldMails {
  private readonly settlements: Batcher<Settlement, true>;
  private waking: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
  ) {
    this.settlements = new Batcher({
      run: (items) => this.write(items),
      keyOf: (item) => item.id,
      maxItems: 500,
      maxWaiting: 100_000,
      concurrency: 1,
      isItemsFault: () => false,
    });
  }

  /** Called after email was queued and its transaction committed; without it dispatchers find the email within half a second. */
  wake(): void {
    this.waking ??= setTimeout(() => {
      this.waking = undefined;
      // Nobody is told while the database is away; they look by themselves when it is back.
      wakeDispatchers(this.database.prisma).catch(() => undefined);
    }, wakeMilliseconds).unref();
  }

  /** Claims up to `wanted` due emails, fewer when a rate limits them. */
  async claim(dispatcher: number, wanted: number): Promise<ClaimedMail[]> {
    const { MAIL_RATE: globalRate, MAIL_DOMAIN_RATE: domainRate } = this.config;
    for (;;) {
      const now = this.clock.now();
      const allowed =
        globalRate === null
          ? wanted
          : await this.database.transaction((tx) => takeSlots(tx, '*', globalRate, wanted, now));
      if (allowed === 0) return [];
      const claimed = await this.database.run<ClaimedMail & Record<string, unknown>>(claimMails, [
        dispatcher,
        now,
        allowed,
      ]);
      const kept = domainRate === null ? claimed : await this.withinDomainRates(claimed, domainRate, now);
      if (globalRate !== null && kept.length < allowed)
        await returnSlots(this.database.prisma, '*', globalRate, allowed - kept.length);
      // If every claimed email had to wait for its domain, others behind them may go.
      if (kept.length > 0 || claimed.length === 0) return kept;
    }
  }

  /** Called every few seconds, and before the first claim. */
  async beat(dispatcher: number): Promise<void> {
    await this.database.run(beatOfDispatcher, [dispatcher]);
  }

  /**
   * Queues again what the database assigned to this dispatcher in a response that never arrived. Called while no claim is under way; `inFlight` are the
   * emails the dispatcher knows of.
   */
  async takeBack(dispatcher: number, inFlight: string[]): Promise<void> {
    await this.database.run(takeBackMails, [dispatcher, inFlight]);
  }

  /** Returns emails in flight untried; they are due at once. */
  async giveBack(mails: ClaimedMail[]): Promise<void> {
    const dueAt = this.clock.now();
    await returnMails(
      this.database.prisma,
      mails.map((mail) => mail.id),
      mails.map(() => dueAt),
    );
  }

  /** What a domain cannot accept now is returned with its own later time, so one slow domain never blocks the others. */
  private async withinDomainRates(claimed: ClaimedMail[], rate: number, now: Date): Promise<ClaimedMail[]> {
    const byDomain = new Map<string, ClaimedMail[]>();
    for (const mail of claimed) {
      const key = this.tokens.keyedHash('mail-domain', mail.domain ?? '').toString('hex');
      byDomain.set(key, [...(byDomain.get(key) ?? []), mail]);
    }
    return this.database.transaction(async (tx) => {
      const kept: ClaimedMail[] = [];
      for (const [key, mails] of [...byDomain].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const slots = await takeSlots(tx, key, rate, mails.length, now);
        kept.push(...mails.slice(0, slots));
        const later = mails.slice(slots);
        const dueAt = later.map((_, index) => new Date(now.getTime() + ((index + 1) * 1000) / rate));
        if (later.length > 0)
          await returnMails(
            tx,
            later.map((mail) => mail.id),
            dueAt,
          );
      }
      return kept;
    });
  }

  /** Resolves once the outcome is committed. */
  async settle(settlement: Settlement): Promise<void> {
    await this.settlements.add(settlement);
  }

  /** @returns how many emails of dead dispatchers were queued again, marked as possible duplicates */
  async recover(): Promise<number> {
    return (await this.database.run(recoverMails, [this.clock.now()])).length;
  }

  /** `oldestSeconds`: for how long the oldest waiting email has been due. */
  async unfinished(): Promise<{ queued: number; sending: number; oldestSeconds: number }> {
    const figures = await this.database.run<{ queued: number; sending: number; oldest: number | null }>(
      countUnfinished,
      [this.clock.now()],
    );
    const { queued = 0, sending = 0, oldest = 0 } = figures[0] ?? {};
    return { queued, sending, oldestSeconds: Math.max(0, oldest ?? 0) };
  }

  private async write(items: readonly Settlement[]): Promise<true[]> {
    const dispatcher = items[0]?.dispatcher;
    const rows = items.map(({ id, status, dueAt, counted, smtpCode, answerRule, unknown }) => ({
      id,
      status,
      due_at: dueAt,
      counted,
      smtp_code: smtpCode,
      answer_rule: answerRule,
      unknown,
    }));
    await this.database.run(settleMails, settled.values({ now: this.clock.now(), dispatcher }, rows));
    return items.map(() => true);
  }
}
