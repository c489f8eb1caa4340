import { lockOneUntilCommit } from '../platform/database/advisory-locks.js';
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import type { Day } from '../platform/day.js';
import { PageCache } from '../platform/http/page-cache.js';
import { newId } from '../platform/ids.js';
import { planImport, refuseWrongTotals, type ImportPlan } from './ledger-plan.js';
import { ledgerTag } from './ledger.service.js';
import { wholeHistoryIn } from './ledger.sql.js';
import { conventionCodes, type ConventionCode } from './position.status.js';
import { ImportRefused } from './treaties.errors.js';
import { readTreatyList, type ListRow } from './treaty-list.js';
import { columnsOf } from './treaty-rows.js';

export interface ListFile {
  name: string;
  text: string;
  /** The date the list refers to. */
  asOf: Day;
  /** Expected totals, printed on the list: `{APMBC: 162}`. */
  parties?: Partial<Record<ConventionCode, number>>;
}

export interface ExecuteOptions {
  actor: string;
  /** Hash of the plan that was shown; when the ledger has changed since, nothing is written. Null: apply the current plan. */
  hash: string | null;
  /** The second reviewer, if already reviewed; otherwise the events await one. */
  verifiedBy?: string;
}

interface Planned extends ImportPlan {
  sha256: string;
  rows: ListRow[];
}

/** Imports a refreshed depositary list into the ledger: first the difference, then, when a person confirms, the events. */
@Injectable()
export class LedgerImportService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly cache: PageCache,
  ) {}

  /** Writes nothing. @throws ImportRefused */
  async plan(file: ListFile): Promise<ImportPlan> {
    this.refuseFuture(file);
    return this.database.transaction((tx) => this.planIn(tx, file));
  }

  /** Plans again and writes, in one transaction. @throws ImportRefused */
  async execute(file: ListFile, options: ExecuteOptions): Promise<ImportPlan> {
    // Bundled data is also loaded on a machine whose clock is behind.
    if (options.verifiedBy === undefined) this.refuseFuture(file);
    const plan = await this.database.transaction(async (tx) => {
      for (const code of conventionCodes) await lockOneUntilCommit(tx, 'ledger', code);
      const current = await this.planIn(tx, file);
      if (options.hash !== null && options.hash !== current.hash)
        throw new ImportRefused('ledger.import_changed', [
          'The ledger has changed since the difference was shown. Check it again.',
        ]);
      await this.write(tx, file, current, options);
      return current;
    });
    this.cache.expire(ledgerTag);
    return plan;
  }

  /** A typing error in the year would block every list until that year, and could not be undone. */
  private refuseFuture({ asOf }: ListFile): void {
    if (asOf > utcDay(this.clock.now()))
      throw new ImportRefused('ledger.import_in_future', [`The day of the list, ${asOf}, is in the future.`]);
  }

  private async planIn(tx: Tx, file: ListFile): Promise<Planned> {
    const today = utcDay(this.clock.now());
    const sha256 = createHash('sha256').update(file.text).digest('hex');
    if (await tx.ledgerImport.findUnique({ where: { sha256 } }))
      throw new ImportRefused('ledger.import_duplicate', ['This very file was imported into the ledger before.']);
    const newest = await tx.ledgerImport.findFirst({ orderBy: { asOfOn: 'desc' } });
    if (newest && utcDay(newest.asOfOn) > file.asOf)
      throw new ImportRefused('ledger.import_outdated', [
        `The ledger already follows a newer list, of ${utcDay(newest.asOfOn)}.`,
      ]);
    const known = new Set((await tx.state.findMany({ select: { iso: true } })).map(({ iso }) => iso));
    const rows = readTreatyList(file.text, known);
    refuseWrongTotals(rows, file.parties ?? {});
    const conventions = (await tx.convention.findMany()).map(({ code, adoptedOn, openedOn, statusUrl }) => ({
      code,
      adoptedOn: utcDay(adoptedOn),
      openedOn: utcDay(openedOn),
      statusUrl,
    }));
    return {
      sha256,
      rows,
      ...planImport({ rows, asOf: file.asOf, today, conventions, history: await wholeHistoryIn(tx) }),
    };
  }

  private async write(
    tx: Tx,
    { name, asOf }: ListFile,
    plan: Planned,
    { actor, verifiedBy }: ExecuteOptions,
  ): Promise<void> {
    const importId = newId();
    const now = this.clock.now();
    const { sha256 } = plan;
    await tx.ledgerImport.create({
      data: {
        id: importId,
        sha256,
        fileName: name,
        asOfOn: new Date(asOf),
        events: plan.events.length,
        importedBy: actor,
        importedAt: now,
      },
    });
    await tx.treatyEvent.createMany({
      data: plan.events.map((event) => ({ ...columnsOf(event), enteredBy: actor, enteredAt: now, importId })),
    });
    if (verifiedBy !== undefined)
      await tx.treatyEventReview.createMany({
        data: plan.events.map(({ id }) => ({
          eventId: id,
          enteredBy: actor,
          decision: 'verified',
          reviewedBy: verifiedBy,
          reviewedAt: now,
        })),
      });
    await tx.treatyStatusCheck.createMany({ data: await this.checks(tx, plan.rows, asOf, importId) });
    await this.audit.record(tx, {
      actor,
      action: 'ledger.imported',
      details: { importId, sha256, asOf, events: plan.events.length },
    });
  }

  private async checks(tx: Tx, rows: readonly ListRow[], asOf: Day, importId: string) {
    const conventions = await tx.convention.findMany({ select: { code: true, statusUrl: true } });
    return rows.map((row) => ({
      id: newId(),
      iso: row.iso_a2,
      convention: row.convention,
      asOfOn: new Date(row.status_verified_through ?? asOf),
      sourceTitle: row.source,
      sourceUrl: /^UNTC\b/.test(row.source)
        ? (conventions.find(({ code }) => code === row.convention)?.statusUrl ?? null)
        : null,
      confidence: row.confidence,
      note: row.notes ?? null,
      importId,
    }));
  }
}
