import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock, days } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { PageCache } from '../platform/http/page-cache.js';
import { newId } from '../platform/ids.js';
import { FraudRuleNotFound, FraudRuleStatusWrong, NotShadowed } from './fraud.errors.js';
import type { NewFraudRule } from './fraud.schema.js';
import { previewFraudRule, restoreOne, restoreShadowed, setAsideByRule, trendingOrigins } from './fraud.sql.js';
import type { FraudKind, FraudRuleStatus } from './fraud.status.js';
import { FoldingWakeUp } from './petitions.jobs.js';
import { PetitionsService } from './petitions.service.js';

export interface FraudRule {
  id: string;
  kind: FraudKind;
  value: string;
  signedFrom: Date | null;
  signedBefore: Date | null;
  note: string;
  status: FraudRuleStatus;
  /** Signatures it set aside when it was applied, or gave back when it was undone. */
  rows: number;
  createdBy: string;
  createdAt: Date;
}

export interface FraudPreview {
  n: number;
  confirmed: number;
}

/** A domain, or the network of the signature named, with how many sign-ups came from there in a week. */
export interface Trend extends Record<string, unknown> {
  kind: 'mail_domain' | 'network';
  value: string;
  n: number;
  aside: number;
}

const rowsAtOnce = 1_000;

/**
 * Rules of the staff over what was signed: looked at first, applied in portions, undone. What is set aside looks successful to
 * its sender, counts nowhere, and keeps the rule that did it.
 */
@Injectable()
export class FraudDeskService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly audit: AuditLog,
    private readonly cache: PageCache,
    private readonly folding: FoldingWakeUp,
  ) {}

  /** Newest first. */
  async list(slug: string): Promise<FraudRule[]> {
    const { id } = await this.petitions.getTerms(slug);
    const rows = await this.database.prisma.fraudRule.findMany({ where: { petitionId: id }, orderBy: { id: 'desc' } });
    return rows.map(({ kind, status, ...row }) => ({ ...row, kind: kind as FraudKind, status: status as FraudRuleStatus }));
  }

  /** Where the sign-ups of the last seven days came from, the most frequent first. */
  async trends(slug: string): Promise<Trend[]> {
    const { id } = await this.petitions.getTerms(slug);
    return this.database.runLong<Trend>(trendingOrigins, [id, new Date(this.clock.now().getTime() - days(7))]);
  }

  /** Writes a rule down and changes nothing else. @returns its id */
  async draft(slug: string, rule: NewFraudRule, actor: string): Promise<string> {
    const { id: petitionId } = await this.petitions.getTerms(slug);
    const id = newId();
    await this.database.transaction(async (tx) => {
      await tx.fraudRule.create({
        data: { id, petitionId, ...rule, status: 'draft', rows: 0, createdBy: actor, createdAt: this.clock.now() },
      });
      await this.audit.record(tx, { actor, action: 'fraud.rule_drafted', details: { ruleId: id, kind: rule.kind } });
    });
    return id;
  }

  /** How many it would set aside now. @throws FraudRuleNotFound */
  async preview(slug: string, ruleId: string): Promise<FraudPreview> {
    const rule = await this.get(slug, ruleId);
    const [found] = await this.database.runLong<FraudPreview & Record<string, unknown>>(previewFraudRule, chosenBy(rule));
    return found ?? { n: 0, confirmed: 0 };
  }

  /** Sets aside what the rule speaks of, in portions, each exact in the counts. Interrupted, it is applied again. */
  async apply(slug: string, ruleId: string, actor: string): Promise<number> {
    const rule = await this.get(slug, ruleId);
    if (rule.status === 'undone') throw new FraudRuleStatusWrong(rule.status);
    // Marked first: were the process killed in between, what was set aside could still be undone.
    await this.record(rule.id, { status: 'applied' }, actor, 'fraud.rule_applied');
    const rows = await this.inPortions(() => this.database.run(setAsideByRule, [...chosenBy(rule), rule.id, this.clock.now(), rowsAtOnce]));
    await this.database.prisma.fraudRule.update({ where: { id: rule.id }, data: { rows: { increment: rows } } });
    return rows;
  }

  /** Gives back everything the rule set aside. */
  async undo(slug: string, ruleId: string, actor: string): Promise<number> {
    const rule = await this.get(slug, ruleId);
    if (rule.status !== 'applied') throw new FraudRuleStatusWrong(rule.status);
    const rows = await this.inPortions(() => this.database.run(restoreShadowed, [rule.id, null, rowsAtOnce, this.clock.now()]));
    await this.record(rule.id, { status: 'undone' }, actor, 'fraud.rule_undone');
    return rows;
  }

  /** Gives one signature back, whatever set it aside. @throws NotShadowed */
  async restore(slug: string, signatureId: string, actor: string): Promise<void> {
    const { id: petitionId } = await this.petitions.getTerms(slug);
    const found = await this.database.prisma.signature.findFirst({
      where: { id: signatureId, petitionId, shadowRule: { not: null } },
      select: { shadowRule: true },
    });
    if (!found) throw new NotShadowed();
    await this.database.transaction(async (tx) => {
      const [row] = await restoreOne(tx, signatureId, this.clock.now());
      if (row?.n !== 1) throw new NotShadowed();
      await this.audit.record(tx, { actor, action: 'fraud.signature_restored', details: { signatureId, rule: found.shadowRule } });
    });
    this.changed();
  }

  private async get(slug: string, ruleId: string): Promise<FraudRule & { petitionId: string }> {
    const { id: petitionId } = await this.petitions.getTerms(slug);
    const row = await this.database.prisma.fraudRule.findFirst({ where: { id: ruleId, petitionId } });
    if (!row) throw new FraudRuleNotFound();
    return { ...row, kind: row.kind as FraudKind, status: row.status as FraudRuleStatus };
  }

  private async inPortions(step: () => Promise<Record<string, unknown>[]>): Promise<number> {
    let rows = 0;
    for (;;) {
      const [row] = (await step()) as { n: number }[];
      rows += row?.n ?? 0;
      if ((row?.n ?? 0) < rowsAtOnce) break;
    }
    this.changed();
    return rows;
  }

  private changed(): void {
    this.cache.expire('petitions');
    this.folding.soon();
  }

  private async record(ruleId: string, data: { status: FraudRuleStatus }, actor: string, action: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.fraudRule.update({ where: { id: ruleId }, data });
      await this.audit.record(tx, { actor, action, details: { ruleId } });
    });
  }
}

const chosenBy = ({ petitionId, kind, value, signedFrom, signedBefore }: FraudRule & { petitionId: string }): unknown[] => [
  petitionId,
  kind,
  value,
  signedFrom,
  signedBefore,
];
