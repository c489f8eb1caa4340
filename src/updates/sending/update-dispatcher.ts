import { randomInt } from 'node:crypto';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Config } from '../../platform/config/config.js';
import { groupBy } from '../../platform/group-by.js';
import { DispatcherLease } from '../../platform/mail/dispatcher-lease.js';
import { Suppressions } from '../../platform/mail/suppressions.js';
import { Metrics } from '../../platform/metrics.js';
import { CONFIG } from '../../platform/runtime.js';
import { ProviderLine } from './provider-line.js';
import { UpdateSender } from './update-sender.service.js';
import { untried, UpdateQueue, type HeldUpdate, type UpdateOutcome } from './update-queue.service.js';

const pollMilliseconds = 250;
const advanceMilliseconds = 1_000;
const retryMilliseconds = 1_000;
/**
 * What was asked this long ago is asked again before an email is handed over: a "no" is in force within a second. Whatever the database needs to answer, an answer
 * holds for a moment from its arrival, so that emails leave on a slow machine, too.
 */
const [answerHolds, freshHolds] = [400, 200];
const holdsUntil = (askedAt: number): number => Math.max(askedAt + answerHolds, performance.now() + freshHolds);

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Held {
  mail: HeldUpdate;
  /** Until when the answer holds whether the person may get it */
  holdsUntil: number;
}

/**
 * Sends the emails of updates, beside the dispatcher of the outbox and on connections of its own. What it holds when it dies is of unknown outcome and is never sent
 * again by itself ([0065](docs/decisions/0065-updates.md)).
 */
@Injectable()
export class UpdateDispatcher implements BeforeApplicationShutdown {
  private readonly log = new Logger('Updates');
  private readonly number = randomInt(1, 2 ** 31 - 1);
  private readonly lease: DispatcherLease;
  private readonly line: ProviderLine<Held>;
  private readonly most: number;
  private readonly held = new Set<string>();
  private readonly working = new Set<Promise<void>>();
  private running = false;
  private asking = false;
  private stopping = false;
  private sending = false;
  private advancedAt = -Infinity;
  private loop: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly queue: UpdateQueue,
    private readonly sender: UpdateSender,
    private readonly suppressions: Suppressions,
    private readonly metrics: Metrics,
  ) {
    this.most = config.MAIL_CONNECTIONS;
    this.line = new ProviderLine(this.most);
    this.lease = new DispatcherLease(
      queue,
      this.number,
      'their outcome is unknown, and they are not sent again by themselves',
    );
  }

  /** Called once, in processes with the worker role. */
  start(): void {
    this.running = true;
    this.loop = this.work();
  }

  /** Sends everything that is due now and returns when all outcomes are recorded; for tests. */
  async sendDue(): Promise<void> {
    this.queue.lookAgain();
    await this.queue.advance();
    for (;;) {
      const { mails, hasMore } = await this.queue.claim(this.number, 8 * this.most, (name) =>
        this.line.roomFor(name, performance.now()),
      );
      await this.accept(mails, performance.now());
      while (this.working.size > 0) await Promise.all(this.working);
      if (!hasMore) break;
    }
    await this.queue.advance();
  }

  /** Hands over nothing more; what was not handed over waits again. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.running) return;
    this.running = false;
    this.stopping = true;
    this.wake();
    await this.loop;
    const back = this.line.take(() => true).map(({ mail }) => untried(mail, this.number, null));
    await Promise.all(back.map((outcome) => this.queue.settle(outcome).catch(() => undefined)));
    await Promise.all(this.working);
  }

  private async work(): Promise<void> {
    let isNew = true;
    while (this.running) {
      try {
        if (isNew) this.lease.begin();
        isNew = false;
        await this.lease.keep([...this.held]);
        await this.advance();
        for (const { mail } of this.line.behindStuck(performance.now()))
          this.end(mail, untried(mail, this.number, null));
        const room = this.sender.allowance(this.held.size, 8 * this.most);
        const asked = performance.now();
        const { mails, hasMore } =
          this.sending && room > 0 && this.line.waiting < this.most
            ? await this.queue.claim(this.number, Math.min(room, 6 * this.most), (name) =>
                this.line.roomFor(name, asked),
              )
            : { mails: [], hasMore: false };
        if (mails.length > 0) await this.accept(mails, asked);
        if (!hasMore || this.line.waiting >= this.most) await this.rest();
      } catch (error) {
        this.log.warn(`Waiting for the database: ${error instanceof Error ? error.name : 'error'}`);
        isNew = true;
        await this.rest(retryMilliseconds);
      }
    }
  }

  private async advance(): Promise<void> {
    if (performance.now() - this.advancedAt < advanceMilliseconds) return;
    for (const { state } of await this.queue.advance()) this.log.log(`The email of an update is ${state} now.`);
    this.sending = await this.queue.isSending();
    this.advancedAt = performance.now();
  }

  private async rest(milliseconds = pollMilliseconds): Promise<void> {
    if (!this.running) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.pump();
  }

  /** Claimed emails; those that are suppressed are skipped before anything leaves. */
  private async accept(claimed: HeldUpdate[], askedAt: number): Promise<void> {
    // One that is held is on its way back, and the answer that it arrived is late or lost: it is recorded once more, or returned by the lease.
    const mails = claimed.filter((mail) => !this.held.has(keyOf(mail)));
    for (const mail of mails) this.held.add(keyOf(mail));
    const reasons = await this.untilDone(() => this.suppressions.reasonsFor(mails.map(({ email }) => email)));
    for (const [n, mail] of mails.entries())
      if ((reasons[n]?.size ?? 0) > 0) this.end(mail, skipped(mail, this.number, 'suppressed'));
      else this.line.add(mail.providerName, { mail, holdsUntil: holdsUntil(askedAt) });
    this.pump();
  }

  /** Hands over as many as may go now. */
  private pump(): void {
    const now = performance.now();
    for (;;) {
      const next = this.line.next(now, (item) => now < item.holdsUntil);
      if (!next) break;
      this.track(
        this.send(next.item.mail).then((went) => {
          next.done(performance.now(), went);
          if (this.line.waiting < this.most) this.wake();
          this.pump();
        }),
      );
    }
    if (!this.asking && this.line.waiting > 0) this.track(this.askAgain());
  }

  /** Asks again about what has waited for too long, all at once. */
  private async askAgain(): Promise<void> {
    const now = performance.now();
    let room = 2 * this.most;
    const old = this.line.take((item) => now >= item.holdsUntil && room-- > 0);
    if (old.length === 0) return;
    this.asking = true;
    try {
      for (const [updateId, all] of groupBy(old, ({ mail }) => mail.updateId)) {
        const mails = all.map(({ mail }) => mail);
        const again = performance.now();
        const reasons = await this.untilDone(() =>
          this.queue.askAgain(
            updateId,
            mails.map(({ supporterId }) => supporterId),
          ),
        );
        const suppressed = await this.untilDone(() => this.suppressions.reasonsFor(mails.map(({ email }) => email)));
        for (const [n, mail] of mails.entries()) {
          const reason = (suppressed[n]?.size ?? 0) > 0 ? 'suppressed' : (reasons.get(mail.supporterId) ?? null);
          if (reason === 'gone' || this.stopping) this.end(mail, untried(mail, this.number, null));
          else if (reason !== null) this.end(mail, skipped(mail, this.number, reason));
          else this.line.add(mail.providerName, { mail, holdsUntil: holdsUntil(again) });
        }
      }
    } finally {
      this.asking = false;
    }
    this.pump();
  }

  /** @returns whether the provider took it quickly enough to get more */
  private async send(mail: HeldUpdate): Promise<boolean> {
    const outcome = await this.sender.send(mail, this.number);
    this.end(mail, outcome);
    return outcome.answer === 'taken';
  }

  /** Records an outcome; until then the email is held. */
  private end(mail: HeldUpdate, outcome: UpdateOutcome): void {
    this.metrics.updateMails.inc({
      outcome: outcome.state === 'waiting' ? (outcome.answer ?? 'returned') : outcome.state,
    });
    this.track(this.untilDone(() => this.queue.settle(outcome)).finally(() => this.held.delete(keyOf(mail))));
  }

  private track(work: Promise<void>): void {
    const tracked: Promise<void> = work
      .catch((error: unknown) => this.log.error(`Emails of updates were left in hand: ${(error as Error).name}`))
      .finally(() => this.working.delete(tracked));
    this.working.add(tracked);
  }

  /** Retries until the database answers. A process that stops before leaves its emails in hand; others find them. */
  private async untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!this.running) throw error;
        await pause(retryMilliseconds);
      }
    }
  }
}

const skipped = (mail: HeldUpdate, dispatcher: number, reason: string): UpdateOutcome => ({
  ...untried(mail, dispatcher, null),
  state: 'skipped',
  reason,
});

const keyOf = ({ updateId, supporterId }: HeldUpdate): string => updateId + supporterId;
