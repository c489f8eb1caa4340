import { randomInt } from 'node:crypto';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '../clock.js';
import { CONFIG } from '../runtime.js';
import type { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { Metrics } from '../metrics.js';
import { Tracing } from '../tracing/tracing.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { DispatcherLease } from './dispatcher-lease.js';
import { DispatcherListener } from './dispatcher-listener.js';
import { MailKinds, type MailDraft } from './mail.kinds.js';
import type { ClaimedMail } from './outbox.sql.js';
import { Outbox, type Settlement } from './outbox.js';
import { backoffMilliseconds, judge } from './smtp.answers.js';
import { reasonAgainst, Suppressions, type Suppression } from './suppressions.js';
import { MailTransport, senderDomain } from './transport.js';

const inFlightAtMost = 400;
const pollMilliseconds = 500;
const retryMilliseconds = 1_000;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Sends the emails in the outbox. It wakes on a notification from the database and polls twice a second besides. Every two seconds it records that it is
 * alive; rows of a number that has fallen silent belong to a dead dispatcher. The advisory lock it holds while connected only shortens that wait.
 */
@Injectable()
export class MailDispatcher implements BeforeApplicationShutdown {
  private readonly log = new Logger('Mail');
  private readonly number = randomInt(1, 2 ** 31 - 1);
  private readonly breaker = new CircuitBreaker();
  private readonly inFlight = new Set<Promise<void>>();
  private readonly listener: DispatcherListener;
  private readonly mailsInFlight = new Set<string>();
  private readonly lease: DispatcherLease;
  private running = false;
  private loop: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly kinds: MailKinds,
    private readonly suppressions: Suppressions,
    private readonly transport: MailTransport,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly tracing: Tracing,
  ) {
    this.listener = new DispatcherListener(database.options.access.directUrl, this.number, () => this.wake());
    this.lease = new DispatcherLease(outbox, this.number, 'they are sent again, marked as possible duplicates');
  }

  /** Called once, in processes with the worker role. */
  start(): void {
    this.running = true;
    this.loop = this.work();
  }

  /** Sends everything that is due now and returns when all outcomes are recorded; for tests. */
  async sendDue(): Promise<void> {
    for (;;) {
      const claimed = await this.outbox.claim(this.number, inFlightAtMost);
      if (claimed.length === 0) return;
      await this.sendAll(claimed);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.running = false;
    this.wake();
    await this.loop;
    await Promise.all(this.inFlight);
    await this.listener.end();
  }

  private async work(): Promise<void> {
    while (this.running) {
      try {
        if (await this.listener.connect()) this.lease.begin();
        await this.lease.keep([...this.mailsInFlight]);
        const room = this.breaker.allowance(this.clock.now(), this.mailsInFlight.size, inFlightAtMost);
        const claimed = room > 0 ? await this.outbox.claim(this.number, Math.min(room, 200)) : [];
        if (claimed.length > 0) this.hold(claimed);
        if (claimed.length === 0 || this.inFlight.size > 1) await this.pause(claimed.length > 0);
      } catch (error) {
        this.log.warn(`Waiting for the database: ${error instanceof Error ? error.name : 'error'}`);
        await this.listener.end();
        await this.pause(false);
      }
    }
  }

  private hold(claimed: ClaimedMail[]): void {
    for (const mail of claimed) this.mailsInFlight.add(mail.id);
    const held: Promise<void> = this.sendAll(claimed)
      .catch((error: unknown) =>
        this.log.error(`A batch of emails was left in flight and will be recovered: ${String((error as Error).name)}`),
      )
      .finally(() => {
        for (const mail of claimed) this.mailsInFlight.delete(mail.id);
        this.inFlight.delete(held);
        this.wake();
      });
    this.inFlight.add(held);
  }

  private async pause(moreIsDue: boolean): Promise<void> {
    if (!this.running) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMilliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (moreIsDue && this.inFlight.size < 2) this.wake();
    });
  }

  private async sendAll(claimed: ClaimedMail[]): Promise<void> {
    const prepared = await this.prepare(claimed).catch(async (error: unknown) => {
      // Nothing was tried yet, so nothing is lost: the emails are returned and claimed again.
      this.log.warn(
        `${claimed.length} emails could not be rendered and wait: ${error instanceof Error ? error.name : 'error'}`,
      );
      await pause(retryMilliseconds);
      await this.untilDone(() => this.outbox.giveBack(claimed));
      return [];
    });
    await Promise.all(prepared.map(({ mail, draft, suppressed }) => this.sendOne(mail, draft, suppressed)));
  }

  private async prepare(
    claimed: ClaimedMail[],
  ): Promise<{ mail: ClaimedMail; draft: MailDraft | undefined; suppressed: Suppression[] }[]> {
    const drafts = await this.draft(claimed);
    const found = await this.suppressions.of(drafts.map(({ draft }) => draft?.to ?? ''));
    return drafts.map(({ mail, draft }, index) => ({ mail, draft, suppressed: found[index] ?? [] }));
  }

  /**
   * Retries until the database accepts the outcomes. A process that stops before that leaves its emails in flight; another recovers and marks them.
   */
  private async untilDone(write: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (!this.running) throw error;
        await pause(retryMilliseconds);
      }
    }
  }

  private async draft(claimed: ClaimedMail[]): Promise<{ mail: ClaimedMail; draft: MailDraft | undefined }[]> {
    const result: { mail: ClaimedMail; draft: MailDraft | undefined }[] = [];
    for (const kind of new Set(claimed.map((mail) => mail.kind))) {
      const mails = claimed.filter((mail) => mail.kind === kind);
      const drafts = await this.kinds.get(kind).render(mails.map((mail) => mail.subjectId));
      for (const mail of mails) result.push({ mail, draft: drafts.get(mail.subjectId) });
    }
    return result;
  }

  private async sendOne(mail: ClaimedMail, draft: MailDraft | undefined, suppressed: Suppression[]): Promise<void> {
    const span = this.tracing.begin(`mail ${mail.kind}`, { kind: 'client' });
    const settlement = await this.attempt(mail, draft, suppressed);
    const outcome = settlement.unknown ? 'outcome_unknown' : settlement.status;
    span?.end({ 'demarche.outcome': outcome }, outcome === 'failed');
    this.metrics.mails.inc({ kind: mail.kind, outcome });
    await this.untilDone(() => this.outbox.settle(settlement));
  }

  private async attempt(
    mail: ClaimedMail,
    draft: MailDraft | undefined,
    suppressed: Suppression[],
  ): Promise<Settlement> {
    const done = {
      id: mail.id,
      dispatcher: this.number,
      dueAt: null,
      counted: true,
      smtpCode: null,
      answerRule: null,
      unknown: false,
    };
    if (!draft) return { ...done, status: 'dropped', answerRule: 'subject_gone' };
    const reason = reasonAgainst(mail.createdAt, this.kinds.get(mail.kind), suppressed);
    if (reason !== null) return { ...done, status: 'suppressed', answerRule: reason };
    let code: number;
    try {
      code = await this.transport.send({ ...draft, messageId: `<${mail.id}@${senderDomain(this.config.MAIL_FROM)}>` });
    } catch (error) {
      return this.afterFailure(mail, draft, error);
    }
    this.breaker.succeeded();
    if (suppressed.some((one) => one.reason === 'hard_bounce'))
      await this.untilDone(async () => void (await this.suppressions.lift(this.database.prisma, draft.to)));
    return { ...done, status: 'sent', smtpCode: code };
  }

  private async afterFailure(mail: ClaimedMail, draft: MailDraft, error: unknown): Promise<Settlement> {
    const now = this.clock.now();
    const answer = judge(error);
    const outcome = {
      id: mail.id,
      dispatcher: this.number,
      smtpCode: answer.code,
      answerRule: answer.rule,
      counted: true,
      unknown: answer.class === 'unknown',
    };
    if (answer.class === 'unreachable') {
      this.breaker.failed(now);
      return { ...outcome, status: 'queued', dueAt: new Date(now.getTime() + 2_000), counted: false };
    }
    // Whether the servers that answer for an email can be reached.
    if (answer.code !== null) this.breaker.succeeded();
    if (answer.suppress)
      await this.untilDone(() => this.suppressions.add(this.database.prisma, draft.to, 'hard_bounce', answer.rule));
    const wait = answer.class === 'permanent' ? null : backoffMilliseconds(mail.attempts);
    return wait === null
      ? { ...outcome, status: 'failed', dueAt: null }
      : { ...outcome, status: 'queued', dueAt: new Date(now.getTime() + wait) };
  }
}
