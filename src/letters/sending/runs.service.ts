import { lockUntilCommit } from '../../platform/database/advisory-locks.js';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock, utcDay } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { addDays } from '../../platform/day.js';
import { InvalidInput } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { LetterCountsService } from '../writing/letter-counts.service.js';
import { recordLetterEvents } from './letter-events.js';
import { letterRow } from './planned-letter.js';
import { RunPlanService, type RunPlan } from './run-plan.service.js';
import { termsOf, type RunRow } from './run-terms.js';
import { RunChanged, RunFrozen, RunNotFound, RunSamePerson, RunStatusRefused } from './runs.errors.js';
import type { NewRun } from './runs.schema.js';
import {
  furthestDays,
  runActions,
  type LetterStatus,
  type RunAction,
  type RunPurpose,
  type RunStatus,
} from './runs.status.js';

/** Runs: created, planned, approved by another person for exactly that plan, then carried out. */
@Injectable()
export class RunsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly positions: PositionsService,
    private readonly claims: ClaimsService,
    private readonly planner: RunPlanService,
    private readonly counts: LetterCountsService,
  ) {}

  list(campaignId?: string) {
    return this.database.prisma.letterRun.findMany({
      where: campaignId === undefined ? {} : { campaignId },
      orderBy: { createdAt: 'desc' },
      include: { _count: { select: { letters: true } } },
    });
  }

  /** @throws RunNotFound */
  async get(id: string) {
    const run = await this.database.prisma.letterRun.findUnique({
      where: { id },
      include: { letters: { orderBy: { iso: 'asc' } } },
    });
    if (!run) throw new RunNotFound();
    return run;
  }

  /** @param also runs in the same transaction */
  draft(
    campaignId: string,
    input: NewRun,
    actor: string,
    purpose: RunPurpose = 'letter',
    also: (tx: Tx, runId: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<{ id: string }> {
    return this.database.transaction(async (tx) => {
      const run = await this.draftIn(tx, campaignId, input, actor, purpose);
      await also(tx, run.id);
      return run;
    });
  }

  async draftIn(
    tx: Tx,
    campaignId: string,
    input: NewRun,
    actor: string,
    purpose: RunPurpose,
  ): Promise<{ id: string }> {
    const {
      perHour,
      perDay,
      perDomainPerHour,
      perProviderPerHour,
      inAll,
      recipients: named,
      onDay,
      embargoUntil = null,
      ...rest
    } = input;
    const caps = {
      perHour: perHour ?? null,
      perDay: perDay ?? null,
      perDomainPerHour: perDomainPerHour ?? null,
      perProviderPerHour: perProviderPerHour ?? null,
      inAll: inAll ?? null,
    };
    const today = utcDay(this.clock.now());
    if (onDay < today || onDay > addDays(today, furthestDays))
      throw new InvalidInput([
        { pointer: '/onDay', code: 'run.day', detail: `is not between today and ${furthestDays} days from now` },
      ]);
    const id = newId();
    const recipients = named.length > 0 ? named : await this.positions.partiesToAny(onDay);
    const data = {
      id,
      campaignId,
      purpose,
      ...rest,
      recipients,
      onDay: new Date(onDay),
      embargoUntil,
      caps,
      author: actor,
      createdAt: this.clock.now(),
    };
    await tx.letterRun.create({ data: { ...data, status: 'draft' satisfies RunStatus } });
    await this.audit.record(tx, {
      actor,
      action: 'letters.run_drafted',
      details: { runId: id, purpose, recipients: recipients.length },
    });
    return { id };
  }

  /** The dry run: generates the plan, stores it in place of an earlier one, and sends nothing. @throws RunNotFound, RunStatusRefused */
  async plan(id: string, actor: string): Promise<RunPlan> {
    const run = await this.get(id);
    if (run.frozenAt !== null) throw new RunFrozen();
    const terms = termsOf(run);
    const plan = await this.planner.plan(
      terms,
      (iso) => `DEM-${run.onDay.getUTCFullYear()}-${id.slice(-8).toUpperCase()}-${iso}`,
    );
    const annex = await this.counts.now(run.campaignId, utcDay(this.clock.now()));
    await this.database.transaction(async (tx) => {
      if ((await this.lock(tx, id)).frozenAt !== null) throw new RunFrozen();
      await this.move(tx, id, 'plan', {
        annex,
        planHash: plan.hash,
        approvedBy: null,
        approvedAt: null,
        approvedHash: null,
      });
      await tx.letter.deleteMany({
        where: { runId: id, status: { in: ['planned', 'held'] satisfies LetterStatus[] }, events: { none: {} } },
      });
      await tx.letter.createMany({
        data: plan.letters.map((letter) => ({ id: newId(), runId: id, ...letterRow(letter) })),
      });
      const held = plan.letters.filter(({ holds }) => holds.length > 0).length;
      const details = { runId: id, hash: plan.hash, letters: plan.letters.length, held };
      await this.audit.record(tx, { actor, action: 'letters.run_planned', details });
    });
    return plan;
  }

  /** @param hash of the plan the approver has viewed @throws RunNotFound, RunSamePerson, RunChanged, RunStatusRefused */
  async approve(id: string, hash: string, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const run = await this.lock(tx, id);
      if (run.author === actor) throw new RunSamePerson();
      if (run.planHash !== hash) throw new RunChanged();
      const now = this.clock.now();
      await this.move(tx, id, 'approve', { approvedBy: actor, approvedAt: now, approvedHash: hash });
      const letters = await tx.letter.findMany({ where: { runId: id, status: 'planned' satisfies LetterStatus } });
      const status: LetterStatus = run.channel === 'post' ? 'to_print' : 'queued';
      for (const { id: letterId, dueAt } of letters)
        await tx.letter.update({ where: { id: letterId }, data: { status, nextAt: dueAt } });
      await recordLetterEvents(
        tx,
        now,
        actor,
        'approved',
        letters.map((letter) => ({ letterId: letter.id, details: { hash } })),
      );
      const templates = [...new Set(letters.flatMap(({ templateIds }) => templateIds))];
      await tx.letterTemplate.updateMany({ where: { id: { in: templates }, usedAt: null }, data: { usedAt: now } });
      for (const locale of new Set(letters.map((letter) => letter.locale))) {
        const keys = [...new Set(letters.filter((letter) => letter.locale === locale).flatMap(({ claims }) => claims))];
        await this.claims.recordUses(tx, { kind: 'letter', place: id, locale }, keys);
      }
      await this.audit.record(tx, {
        actor,
        action: 'letters.run_approved',
        details: { runId: id, hash, letters: letters.length },
      });
    });
  }

  /** Locks or unlocks the plan: a locked plan is not generated again. @throws RunNotFound, RunStatusRefused */
  async freeze(id: string, frozen: boolean, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { status } = await this.lock(tx, id);
      if (status !== 'planned') throw new RunStatusRefused(status);
      const data = frozen ? { frozenAt: this.clock.now(), frozenBy: actor } : { frozenAt: null, frozenBy: null };
      await tx.letterRun.update({ where: { id }, data });
      await this.audit.record(tx, {
        actor,
        action: `letters.run_${frozen ? 'frozen' : 'thawed'}`,
        details: { runId: id },
      });
    });
  }

  /** Pauses, resumes or cancels. @throws RunNotFound, RunStatusRefused */
  async change(id: string, action: 'pause' | 'resume' | 'cancel', actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.lock(tx, id);
      await this.move(tx, id, action, action === 'cancel' ? { finishedAt: this.clock.now() } : {});
      if (action === 'cancel') {
        const open: LetterStatus[] = ['planned', 'queued', 'held', 'deferred', 'to_print', 'needs_channel'];
        await tx.letter.updateMany({
          where: { runId: id, status: { in: open } },
          data: { status: 'cancelled' satisfies LetterStatus },
        });
      }
      await this.audit.record(tx, { actor, action: `letters.run_${action}`, details: { runId: id } });
    });
  }

  /** Planning, approving and sending are serialised, so that what is read here is still true when it is acted on. */
  private async lock(tx: Tx, id: string): Promise<RunRow> {
    await lockUntilCommit(tx, 'letters');
    const run = await tx.letterRun.findUnique({ where: { id } });
    if (!run) throw new RunNotFound();
    return run;
  }

  private async move(tx: Tx, id: string, action: RunAction, data: Record<string, unknown>): Promise<void> {
    const { from, to } = runActions[action];
    const { count } = await tx.letterRun.updateMany({
      where: { id, status: { in: [...from] } },
      data: { ...data, status: to },
    });
    if (count === 0) throw new RunStatusRefused((await this.lock(tx, id)).status);
  }
}
