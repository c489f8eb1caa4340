import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Clock, minutes } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { CircuitBreaker } from '../../platform/mail/circuit-breaker.js';
import { backoffMilliseconds, judge } from '../../platform/mail/smtp.answers.js';
import { Suppressions } from '../../platform/mail/suppressions.js';
import { UpdateTransport } from '../../platform/mail/transport.js';
import { UpdateMails } from './update-mails.service.js';
import { untried, type HeldUpdate, type UpdateOutcome } from './update-queue.service.js';

const attemptsToSuppress = 5;

/** Hands one email of an update over, and says what became of it. */
@Injectable()
export class UpdateSender {
  private readonly log = new Logger('Updates');
  private readonly breaker = new CircuitBreaker();

  constructor(
    private readonly database: Database,
    private readonly mails: UpdateMails,
    private readonly suppressions: Suppressions,
    private readonly transport: UpdateTransport,
    private readonly clock: Clock,
  ) {}

  /** How many more emails may be in hand; few while the server cannot be reached. */
  allowance(inHand: number, atMost: number): number {
    return this.breaker.allowance(this.clock.now(), inHand, atMost);
  }

  /** Never throws. */
  async send(mail: HeldUpdate, dispatcher: number): Promise<UpdateOutcome> {
    const base = { held: mail, dispatcher, dueAt: null, counted: true, smtpCode: null, reason: null };
    let draft;
    try {
      draft = await this.mails.write(mail);
    } catch (error) {
      // It could not be written, so nothing was tried.
      this.log.error(`The email of an update could not be written: ${(error as Error).name}`);
      return untried(mail, dispatcher, this.later(minutes(1)));
    }
    try {
      const smtpCode = await this.transport.send(draft);
      this.breaker.succeeded();
      return { ...base, state: 'sent', smtpCode, answer: 'taken' };
    } catch (error) {
      return this.afterFailure(mail, base, error);
    }
  }

  private async afterFailure(
    mail: HeldUpdate,
    base: Omit<UpdateOutcome, 'state' | 'answer'>,
    error: unknown,
  ): Promise<UpdateOutcome> {
    const answer = judge(error);
    const told = { ...base, smtpCode: answer.code, reason: answer.rule };
    if (answer.class === 'unreachable') {
      this.breaker.failed(this.clock.now());
      return { ...told, state: 'waiting', counted: false, dueAt: this.later(2_000), answer: null };
    }
    if (answer.code !== null) this.breaker.succeeded();
    if (answer.class === 'unknown') return { ...told, state: 'outcome_unknown', answer: 'deferred' };
    if (answer.suppress) await this.suppress(mail.email, answer.rule);
    const backOff = answer.class === 'permanent' ? null : backoffMilliseconds(mail.attempts);
    const kind = answer.class === 'permanent' ? 'refused' : 'deferred';
    if (backOff === null) return { ...told, state: 'refused', answer: kind };
    return { ...told, state: 'waiting', dueAt: this.later(backOff), answer: kind };
  }

  /** The next update is refused again if the database stays away. */
  private async suppress(email: string, rule: string): Promise<void> {
    for (let attempt = 1; attempt <= attemptsToSuppress; attempt++)
      try {
        return await this.suppressions.add(this.database.prisma, email, 'hard_bounce', rule);
      } catch {
        await wait(1_000);
      }
  }

  private later(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() + milliseconds);
  }
}
