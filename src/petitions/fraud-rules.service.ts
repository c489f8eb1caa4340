import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { Prisma } from '../generated/prisma/client.js';
import { AuditLog } from '../access/audit.service.js';
import { Clock, days } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { PageCache } from '../platform/http/page-cache.js';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { newId } from '../platform/ids.js';
import { FraudRuleNotFound, FraudRuleStatusWrong, NotShadowed } from './fraud.errors.js';
import type { NewFraudRule } from './fraud.schema.js';
import {
  previewFraudRule,
  restoreOne,
  restoreShadowed,
  ruleOnly,
  rulePortion,
  setAsideByRule,
  trendingOrigins,
} from './fraud.sql.js';
import type { FraudKind, FraudRuleStatus } from './fraud.values.js';
import { FoldingWakeUp } from './folding-wake-up.service.js';
import { PetitionsService } from './petitions.service.js';

export interface FraudRule {
  id: string;
  kind: FraudKind;
  value: string;
  signedFrom: Date | null;
  signedBefore: Date | null;
  note: string;
  status: FraudRuleStatus;
  /** Signatures it quarantined when it was applied, or restored when it was undone. */
  rows: number;
  /** Current job, if any. */
  work: 'applying' | 'undoing' | null;
  /** Signatures processed so far. */
  scanned: number;
  createdBy: string;
  createdAt: Date;
}

export interface FraudPreview {
  n: number;
  confirmed: number;
}

/** A domain, or the network of the given signature, with its number of sign-ups in a week. */
export interface Trend extends Record<string, unknown> {
  kind: 'mail_domain' | 'network';
  value: string;
  n: number;
  aside: number;
}

const rowsAtOnce = 1_000;
/** Signatures a rule processes in one batch. */
const lookedAtAtOnce = 20_000;

export const carryOutJob = defineJob('petitions.carry_out_fraud_rule', z.object({ ruleId: z.uuid() }), {
  attempts: 25,
});

/**
 * Staff rules over existing signatures: previewed, applied in batches, undone. A quarantined signature looks successful to its sender, is not
 * counted, and records the rule that quarantined it.
 */
@Injectable()
export class FraudRulesService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly audit: AuditLog,
    private readonly cache: PageCache,
    private readonly folding: FoldingWakeUp,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(carryOutJob, ({ ruleId }) => this.carryOut(ruleId));
  }

  /** Newest first. */
  async list(slug: string): Promise<FraudRule[]> {
    const id = await this.petitions.idOf(slug);
    const rows = await this.database.prisma.fraudRule.findMany({ where: { petitionId: id }, orderBy: { id: 'desc' } });
    return rows.map((row) => ({ ...row, ...typesOf(row) }));
  }

  /** Sources of the sign-ups of the last seven days, the most frequent first. */
  async trends(slug: string): Promise<Trend[]> {
    const id = await this.petitions.idOf(slug);
    return this.database.runLong<Trend>(trendingOrigins, [id, new Date(this.clock.now().getTime() - days(7))]);
  }

  /** Stores a rule and changes nothing else. @returns its id */
  async draft(slug: string, rule: NewFraudRule, actor: string): Promise<string> {
    const petitionId = await this.petitions.idOf(slug);
    const id = newId();
    await this.database.transaction(async (tx) => {
      await tx.fraudRule.create({
        data: { id, petitionId, ...rule, status: 'draft', rows: 0, createdBy: actor, createdAt: this.clock.now() },
      });
      await this.audit.record(tx, { actor, action: 'fraud.rule_drafted', details: { ruleId: id, kind: rule.kind } });
    });
    return id;
  }

  /** How many it would quarantine now. @throws FraudRuleNotFound */
  async preview(slug: string, ruleId: string): Promise<FraudPreview> {
    const rule = await this.get(slug, ruleId);
    const [found] = await this.database.runLong<FraudPreview & Record<string, unknown>>(
      previewFraudRule,
      ruleOnly.values(chosenBy(rule)),
    );
    return found ?? { n: 0, confirmed: 0 };
  }

  /** Queues a job that quarantines what the rule matches. Applied again, it goes over everything once more. @throws FraudRuleStatusWrong */
  async apply(slug: string, ruleId: string, actor: string): Promise<void> {
    const rule = await this.get(slug, ruleId);
    if (rule.status === 'undone' || rule.work !== null) throw new FraudRuleStatusWrong(rule.work ?? rule.status);
    // Marked first: if the process were killed in between, the quarantine could still be undone.
    await this.begin(
      rule.id,
      { status: 'applied', work: 'applying', cursor: null, scanned: 0n },
      actor,
      'fraud.rule_applied',
    );
  }

  /** Queues a job that restores everything the rule quarantined. @throws FraudRuleStatusWrong */
  async undo(slug: string, ruleId: string, actor: string): Promise<void> {
    const rule = await this.get(slug, ruleId);
    if (rule.status !== 'applied' || rule.work !== null) throw new FraudRuleStatusWrong(rule.work ?? rule.status);
    await this.begin(rule.id, { work: 'undoing' }, actor, 'fraud.rule_undone');
  }

  /** The job: in batches, each with exact counts and its cursor stored, so that it resumes where it was interrupted. */
  async carryOut(ruleId: string): Promise<void> {
    const row = await this.database.prisma.fraudRule.findUnique({ where: { id: ruleId } });
    if (!row || row.work === null) return;
    const rule = { ...row, kind: row.kind as FraudKind };
    await (row.work === 'applying' ? this.setAside(rule) : this.giveBack(rule.id));
    const done = row.work === 'applying' ? { work: null } : { work: null, status: 'undone' satisfies FraudRuleStatus };
    await this.database.prisma.fraudRule.update({ where: { id: ruleId }, data: done });
    this.changed();
  }

  /** Restores one signature, whatever quarantined it. @throws NotShadowed */
  async restore(slug: string, signatureId: string, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    const found = await this.database.prisma.signature.findFirst({
      where: { id: signatureId, petitionId, shadowRule: { not: null } },
      select: { shadowRule: true },
    });
    if (!found) throw new NotShadowed();
    await this.database.transaction(async (tx) => {
      const [row] = await restoreOne(tx, signatureId, this.clock.now());
      if (row?.n !== 1) throw new NotShadowed();
      await this.audit.record(tx, {
        actor,
        action: 'fraud.signature_restored',
        details: { signatureId, rule: found.shadowRule },
      });
    });
    this.changed();
  }

  private async get(slug: string, ruleId: string): Promise<FraudRule & { petitionId: string }> {
    const petitionId = await this.petitions.idOf(slug);
    const row = await this.database.prisma.fraudRule.findFirst({ where: { id: ruleId, petitionId } });
    if (!row) throw new FraudRuleNotFound();
    return { ...row, ...typesOf(row) };
  }

  private async setAside(rule: Chosen & { id: string; cursor: string | null }): Promise<void> {
    // A rate depends on all sign-ups of a network, so such a rule reads everything each time.
    const [atOnce, portion] = rule.kind === 'velocity' ? [rowsAtOnce, null] : [lookedAtAtOnce, lookedAtAtOnce];
    for (let cursor = rule.cursor; ;) {
      const turn = { rule: rule.id, now: this.clock.now(), most: atOnce, cursor, portion };
      const values = rulePortion.values({ ...chosenBy(rule), ...turn });
      const [row] = await this.database.run<{ n: number; seen: number; last: string | null }>(setAsideByRule, values);
      this.changed();
      if (portion === null ? (row?.n ?? 0) < atOnce : (row?.seen ?? 0) < portion) return;
      cursor = row?.last ?? cursor;
    }
  }

  private async giveBack(ruleId: string): Promise<void> {
    for (;;) {
      const [row] = await this.database.run<{ n: number }>(restoreShadowed, [
        ruleId,
        null,
        rowsAtOnce,
        this.clock.now(),
      ]);
      this.changed();
      if ((row?.n ?? 0) < rowsAtOnce) return;
    }
  }

  private changed(): void {
    this.cache.expire('petitions');
    this.folding.soon();
  }

  private async begin(ruleId: string, data: Prisma.FraudRuleUpdateInput, actor: string, action: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.fraudRule.update({ where: { id: ruleId }, data });
      await this.audit.record(tx, { actor, action, details: { ruleId } });
      await this.jobs.add(tx, carryOutJob, { ruleId }, { key: `fraud ${ruleId}` });
    });
  }
}

const typesOf = (row: { kind: string; status: string; work: string | null; scanned: bigint }) => ({
  kind: row.kind as FraudKind,
  status: row.status as FraudRuleStatus,
  work: row.work as FraudRule['work'],
  scanned: Number(row.scanned),
});

/** What decides which signatures a rule matches. */
type Chosen = { petitionId: string } & Pick<FraudRule, 'kind' | 'value' | 'signedFrom' | 'signedBefore'>;

const chosenBy = ({ petitionId, kind, value, signedFrom, signedBefore }: Chosen) => ({
  petition: petitionId,
  kind,
  value,
  from: signedFrom,
  before: signedBefore,
});
