import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { PersonsService } from '../../access/persons.service.js';
import type { UpdateMailing } from '../../generated/prisma/client.js';
import { Clock, minutes } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { CONFIG } from '../../platform/runtime.js';
import { recipientStates } from '../recipients.status.js';
import { audienceShape, type Audience } from '../audience/audience.schema.js';
import { freezeJob } from './sending.jobs.js';
import { callBackMinutes, mailingActions, type MailingAction, type MailingState } from './mailings.status.js';
import { countAudience, hasLeft, lockMailing } from './mailings.sql.js';
import { MailingStatuses, type MailingStatus } from './mailing-status.service.js';
import { resendUnknown } from './recipients.sql.js';
import { SendingReadiness } from './sending-readiness.service.js';
import * as refused from './sending.errors.js';

/** How many more or fewer people than were typed may have joined or left while somebody read the page. */
const drift = (typed: number): number => Math.max(10, Math.floor(typed / 100));

interface Plan {
  audience: Audience;
  notAfter: Date | null;
}

/**
 * The email of an update: planned, approved by somebody else, started with the number typed, called back within ten minutes, paused, resumed and cancelled at any
 * moment. Everything is one transaction with its entry in the audit log.
 */
@Injectable()
export class UpdateMailings {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly persons: PersonsService,
    private readonly jobs: Jobs,
    private readonly readiness: SendingReadiness,
    private readonly statuses: MailingStatuses,
  ) {}

  /** As of one moment: its numbers add up. Null: no email is planned. */
  statusOf(updateId: string): Promise<MailingStatus | null> {
    return this.statuses.of(updateId);
  }

  /** Sets who gets it, in place of what was planned before; every approval ends. @throws MailingHasLeft, MailingStateRefused */
  async plan(updateId: string, { audience, notAfter }: Plan, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockMailing(tx, updateId);
      const old = await tx.updateMailing.findUnique({ where: { updateId } });
      if (old) this.require(old, 'plan');
      if ((await hasLeft(tx, updateId))[0]?.left) throw new refused.MailingHasLeft();
      await tx.updateTally.deleteMany({ where: { updateId } });
      const cleared = {
        ...{ approvedBy: null, approvedAt: null, approvedVersion: null, pausedBy: null, finishedAt: null },
        ...{
          startedBy: null,
          startedAt: null,
          leavesAt: null,
          version: null,
          frozenAt: null,
          frozen: null,
        },
      };
      const createdAt = this.clock.now();
      const expected = await this.expected(tx, updateId, audience, createdAt);
      const terms = { audience, notAfter, expected, plannedBy: actor, createdAt };
      const planned = { ...terms, state: 'planned' satisfies MailingState };
      await tx.updateMailing.upsert({
        where: { updateId },
        create: { updateId, ...planned },
        update: { ...planned, ...cleared, revision: { increment: 1 }, settledBefore: 0, sendingSince: null },
      });
      await this.record(tx, updateId, 'planned', actor);
    });
  }

  /** @param revision of what was shown @throws MailingSamePerson, MailingChanged, UpdateNotPublished, MailingStateRefused */
  async approve(updateId: string, revision: number, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const mailing = await this.lock(tx, updateId, 'approve');
      if (mailing.revision !== revision) throw new refused.MailingChanged();
      const { authors, version } = await this.published(tx, updateId);
      for (const one of [mailing.plannedBy, ...authors])
        if (await this.persons.same(one, actor, tx)) throw new refused.MailingSamePerson();
      const approved = { approvedBy: actor, approvedAt: this.clock.now(), approvedVersion: version };
      await this.move(tx, updateId, 'approved', approved);
      await this.record(tx, updateId, 'approved', actor, { revision, version });
    });
  }

  /**
   * Nothing leaves for ten minutes, in which the recipients are written down. `typed` is the number that was shown; people join and leave while somebody reads.
   * @throws NumberWrong, ApprovalMissing, ApprovalExpired, NoRecipients, MailNotReady, MailingTooLate, MailingChanged, UpdateNotPublished, MailingStateRefused
   */
  async start(
    updateId: string,
    { typed, revision }: { typed: number; revision: number },
    actor: string,
  ): Promise<void> {
    await this.readiness.require(updateId);
    await this.database.transaction(async (tx) => {
      const mailing = await this.lock(tx, updateId, 'start');
      if (mailing.revision !== revision) throw new refused.MailingChanged();
      const { campaignId, locales, version } = await this.published(tx, updateId);
      if (mailing.approvedBy !== null && mailing.approvedVersion !== version) throw new refused.ApprovalExpired();
      const startedAt = this.clock.now();
      const leavesAt = new Date(startedAt.getTime() + minutes(callBackMinutes));
      if (mailing.notAfter !== null && mailing.notAfter <= leavesAt) throw new refused.MailingTooLate();
      const audience = audienceShape.parse(mailing.audience);
      const expected = await countAudience(tx, { campaignId, audience, locales, at: startedAt });
      if (expected === 0) throw new refused.NoRecipients();
      if (Math.abs(typed - expected) > drift(typed)) throw new refused.NumberWrong(expected);
      const above = this.config.UPDATE_APPROVAL_ABOVE;
      if (expected > above && mailing.approvedBy === null) throw new refused.ApprovalMissing(above);
      await this.move(tx, updateId, 'starting', { startedBy: actor, startedAt, leavesAt, expected, version });
      await this.jobs.add(tx, freezeJob, { updateId }, { key: `updates.freeze:${updateId}` });
      await this.record(tx, updateId, 'started', actor, { recipients: expected, version });
    });
  }

  /** In force for everything that has not been handed over. @throws MailingStateRefused */
  async pause(updateId: string, actor: string): Promise<void> {
    await this.change(updateId, 'pause', 'paused', actor, () => ({ pausedBy: 'staff' }));
  }

  /** @throws MailingStateRefused, MailingTooLate */
  async resume(updateId: string, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const mailing = await this.lock(tx, updateId, 'resume');
      const now = this.clock.now();
      if (mailing.notAfter !== null && mailing.notAfter <= now) throw new refused.MailingTooLate();
      const hasBegun = mailing.sendingSince !== null;
      const leavesAt = mailing.leavesAt && mailing.leavesAt > now ? mailing.leavesAt : now;
      await this.move(
        tx,
        updateId,
        hasBegun ? 'sending' : 'starting',
        hasBegun
          ? { pausedBy: null, sendingSince: now, settledBefore: await this.settled(tx, updateId) }
          : { pausedBy: null, leavesAt },
      );
      await this.record(tx, updateId, 'resumed', actor);
    });
  }

  /** Whoever still waits gets nothing. @throws MailingStateRefused */
  async cancel(updateId: string, actor: string): Promise<void> {
    await this.change(updateId, 'cancel', 'cancelled', actor, () => ({ finishedAt: this.clock.now() }));
  }

  /**
   * Sends once more to those whose outcome is unknown, some of whom have it already. @param typed how many that are, as shown
   * @returns how many wait again @throws NumberWrong, MailingStateRefused
   */
  async resendUnknown(updateId: string, typed: number, actor: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      const mailing = await this.lock(tx, updateId, 'resend');
      const row = await tx.updateTally.findUnique({
        where: { updateId_state: { updateId, state: recipientStates.outcome_unknown } },
      });
      if ((row?.count ?? 0) !== typed || typed === 0) throw new refused.NumberWrong(row?.count ?? 0);
      const again = (await resendUnknown(tx, updateId))[0]?.n ?? 0;
      if (mailing.state === 'done') {
        const now = this.clock.now();
        await this.move(tx, updateId, 'sending', {
          finishedAt: null,
          sendingSince: now,
          settledBefore: await this.settled(tx, updateId),
        });
      }
      await this.record(tx, updateId, 'unknown_sent_again', actor, { recipients: again });
      return again;
    });
  }

  private async change(
    updateId: string,
    action: MailingAction,
    state: MailingState,
    actor: string,
    data: () => object,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.lock(tx, updateId, action);
      await this.move(tx, updateId, state, data());
      await this.record(tx, updateId, state, actor);
    });
  }

  /** Locked until the transaction ends, so that what is read is still true when it is acted on. @throws MailingNotFound, MailingStateRefused */
  private async lock(tx: Tx, updateId: string, action: MailingAction): Promise<UpdateMailing> {
    await lockMailing(tx, updateId);
    const mailing = await tx.updateMailing.findUnique({ where: { updateId } });
    if (!mailing) throw new refused.MailingNotFound();
    this.require(mailing, action);
    return mailing;
  }

  private require({ state }: { state: string }, action: MailingAction): void {
    if (!(mailingActions[action] as readonly string[]).includes(state)) throw new refused.MailingStateRefused(state);
  }

  private async latest(tx: Tx, updateId: string) {
    const versions = { orderBy: { number: 'desc' }, take: 1 } as const;
    const update = await tx.campaignUpdate.findUnique({ where: { id: updateId }, include: { versions } });
    return { update, version: update?.versions[0] };
  }

  /** What is public of the update now. @throws UpdateNotPublished */
  private async published(tx: Tx, updateId: string) {
    const { update, version } = await this.latest(tx, updateId);
    if (!version || !update || update.state !== 'published' || update.hiddenAt !== null)
      throw new refused.UpdateNotPublished();
    const { campaignId, authors } = update;
    return { campaignId, authors, version: version.number, locales: Object.keys(version.texts as object) };
  }

  /** How many it would reach: whether somebody else has to approve it. Null before the update is published. */
  private async expected(tx: Tx, updateId: string, audience: Audience, at: Date): Promise<number | null> {
    const { update, version } = await this.latest(tx, updateId);
    if (!update || !version) return null;
    const locales = Object.keys(version.texts as object);
    return countAudience(tx, { campaignId: update.campaignId, audience, locales, at });
  }

  private async settled(tx: Tx, updateId: string): Promise<number> {
    const where = { updateId, state: { notIn: [recipientStates.waiting, recipientStates.in_hand] } };
    return (await tx.updateTally.aggregate({ where, _sum: { count: true } }))._sum.count ?? 0;
  }

  private async move(tx: Tx, updateId: string, state: MailingState, data: object): Promise<void> {
    await tx.updateMailing.update({ where: { updateId }, data: { ...data, state } });
  }

  private async record(
    tx: Tx,
    updateId: string,
    what: string,
    actor: string,
    details: Record<string, number> = {},
  ): Promise<void> {
    await this.audit.record(tx, { actor, action: `updates.mailing_${what}`, details: { updateId, ...details } });
  }
}
