import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { AuditLog } from '../access/audit.service.js';
import { Clock, days } from '../platform/clock.js';
import { sqlstateOf } from '../platform/database/sqlstate.js';
import { Database, type Statement } from '../platform/database/database.js';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { applyRetention, countOverdue } from './retention.sql.js';
import { retentionRules, type RetentionRule } from './retention.status.js';

export const retentionJob = defineJob('petitions.forget_what_is_overdue', z.object({}), { attempts: 3 });

const rowsAtOnce = 1_000;

/** A rule with its two statements: how many rows are overdue ($1 everything older than this), and doing it to at most $2 of them. */
export interface RetentionDeed {
  rule: RetentionRule;
  count: Statement;
  apply: Statement;
}

export interface RetentionFinding {
  rule: RetentionRule;
  /** Rows that are overdue, or, after applying, that were dealt with. */
  rows: number;
}

/** Forgets what is not to be kept: every night, or when an operator says so. Rules are data; counting them changes nothing. */
@Injectable()
export class RetentionService implements OnModuleInit {
  private readonly log = new Logger('Retention');
  private readonly deeds: RetentionDeed[] = retentionRules.map((rule) => ({
    rule,
    count: countOverdue[rule.key],
    apply: applyRetention[rule.key],
  }));

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(retentionJob, async () => void (await this.apply('system')));
    this.jobs.schedule(retentionJob, '23 3 * * *');
  }

  /** Rooms to the right say at the start what they forget, and when. */
  register(...deeds: RetentionDeed[]): void {
    this.deeds.push(...deeds);
  }

  /** The dry run: what each rule would act on now. */
  async preview(): Promise<RetentionFinding[]> {
    const findings: RetentionFinding[] = [];
    for (const { rule, count } of this.deeds) {
      const [row] = await this.database.runLong<{ n: number }>(count, [this.before(rule)]);
      findings.push({ rule, rows: row?.n ?? 0 });
    }
    return findings;
  }

  /**
   * Does it, a thousand rows at a time, each time with the counts in the same transaction. Interrupted, the next run goes on; a rule that fails keeps no
   * other from being followed, and its failure is thrown at the end.
   */
  async apply(actor: string): Promise<RetentionFinding[]> {
    const findings: RetentionFinding[] = [];
    const failures: unknown[] = [];
    for (const deed of this.deeds) {
      try {
        findings.push({ rule: deed.rule, rows: await this.follow(deed) });
      } catch (error) {
        this.log.error(`The rule ${deed.rule.key} could not be followed: ${sqlstateOf(error) ?? (error as Error).name}.`);
        failures.push(error);
      }
    }
    const done = findings.filter(({ rows }) => rows > 0);
    if (done.length > 0) {
      const details = Object.fromEntries(done.map(({ rule, rows }) => [rule.key, rows]));
      await this.audit.record(this.database.prisma, { actor, action: 'retention.applied', details });
      this.log.log(`Forgotten: ${done.map(({ rule, rows }) => `${rows} ${rule.key}`).join(', ')}`);
    }
    if (failures.length > 0) throw failures[0];
    return findings;
  }

  private async follow({ rule, apply }: RetentionDeed): Promise<number> {
    for (let rows = 0; ;) {
      const [row] = await this.database.run<{ n: number }>(apply, [this.before(rule), rowsAtOnce]);
      rows += row?.n ?? 0;
      if ((row?.n ?? 0) < rowsAtOnce) return rows;
    }
  }

  private before({ days: age }: RetentionRule): Date {
    return new Date(this.clock.now().getTime() - days(age));
  }
}
