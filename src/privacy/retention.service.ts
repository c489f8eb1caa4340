import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { AuditLog } from '../access/audit.service.js';
import { Clock, days } from '../platform/clock.js';
import { sqlstateOf } from '../platform/database/sqlstate.js';
import { Database, type Statement } from '../platform/database/database.js';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { retentionRules, type RetentionRule } from './retention.rules.js';
import { retentionStatements } from './retention.sql.js';

export const retentionJob = defineJob('petitions.forget_what_is_overdue', z.object({}), { attempts: 3 });

const rowsAtOnce = 1_000;

export interface RetentionFinding {
  rule: RetentionRule;
  /** Rows that are overdue, or, after applying, that were processed. */
  rows: number;
}

/** Deletes data past its retention period: every night, or on command. Rules are data; counting them changes nothing. */
@Injectable()
export class RetentionService implements OnModuleInit {
  private readonly log = new Logger('Retention');

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

  /** The dry run: what each rule would act on now. */
  async preview(): Promise<RetentionFinding[]> {
    const findings: RetentionFinding[] = [];
    for (const rule of retentionRules) {
      const { count } = retentionStatements[rule.key];
      const [row] = await this.database.runLong<{ n: number }>(count, [this.before(rule)]);
      findings.push({ rule, rows: row?.n ?? 0 });
    }
    return findings;
  }

  /**
   * Applies the rules, a thousand rows at a time, each with the counts in the same transaction. After an interruption the next run continues; a
   * failing rule does not stop the others, and its failure is thrown at the end.
   */
  async apply(actor: string): Promise<RetentionFinding[]> {
    const findings: RetentionFinding[] = [];
    const failures: unknown[] = [];
    for (const rule of retentionRules) {
      try {
        findings.push({ rule, rows: await this.follow(rule, retentionStatements[rule.key].apply) });
      } catch (error) {
        this.log.error(`The rule ${rule.key} could not be applied: ${sqlstateOf(error) ?? (error as Error).name}.`);
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

  private async follow(rule: RetentionRule, apply: Statement): Promise<number> {
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
