import { Injectable } from '@nestjs/common';
import type { Prisma } from '../generated/prisma/client.js';
import { Clock, hours } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { cutPage, isBackward, type Cursor, type Page } from '../platform/database/keyset.js';
import { readAuditLinks, readWhetherChained } from './access.sql.js';
import { AuditChain, type AuditLinkRow, type AuditVerdict } from './audit-chain.js';

/** A recorded action. `actor` is `staff:<id>`, `token:<id>`, `cli` or `system`; `details` never contain data of supporters. */
export interface AuditRecord {
  actor: string;
  /** Dotted, in the past tense: `export.started`. */
  action: string;
  details: Prisma.InputJsonObject;
}

export interface AuditRow {
  id: string;
  at: Date;
  actor: string;
  action: string;
  details: Prisma.JsonValue;
}

export interface AuditQuery {
  actor?: string | undefined;
  action?: string | undefined;
  /** A calendar day (UTC): entries of it and later ones */
  since?: string | undefined;
  oldestFirst?: boolean;
  cursor?: Cursor | null;
}

export const auditPageSize = 50;
const rowsAtOnce = 1000;
/** The minimum of PostgreSQL's bigint: an attacker may insert rows with any id. */
const smallestBigint = -(2n ** 63n);

/** The log of actions by people and API clients. The database lets nobody change or delete an entry, and chains each to the one before. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Part of the transaction that performs the action: neither is committed without the other. */
  async record(tx: Tx, record: AuditRecord): Promise<void> {
    await tx.auditEntry.create({ data: { at: this.clock.now(), ...record }, select: { id: true } });
  }

  /** Newest first, unless asked otherwise. Ids follow the order of writing, and each filter has an index that is in their order. */
  async list({ actor, action, since, oldestFirst = false, cursor = null }: AuditQuery = {}): Promise<Page<AuditRow>> {
    const { prisma } = this.database;
    const rising = oldestFirst !== isBackward(cursor);
    const day = since === undefined ? null : new Date(since);
    // Found by time, read by id: the clocks of two processes may differ, but not by an hour.
    const first = day && (await prisma.auditEntry.findFirst(firstSince(new Date(day.getTime() - hours(1)))));
    const at = cursor && BigInt(isBackward(cursor) ? cursor.before : cursor.after);
    const rows = await prisma.auditEntry.findMany({
      where: {
        ...(actor !== undefined && { actor }),
        ...(action !== undefined && { action }),
        ...(day && { at: { gte: day } }),
        AND: [at === null ? {} : { id: rising ? { gt: at } : { lt: at } }, first ? { id: { gte: first.id } } : {}],
      },
      orderBy: { id: rising ? 'asc' : 'desc' },
      take: auditPageSize + 1,
    });
    const shown = rows.map((row) => ({ ...row, id: String(row.id) }));
    return cutPage(rising === oldestFirst ? shown : shown.reverse(), cursor, auditPageSize);
  }

  /**
   * Verifies the whole chain, page by page, and reports faults.
   * @param expectedHead an earlier hash, stored elsewhere; the chain must still contain it
   * @param onRows called with the number of entries of each page
   */
  async verify(expectedHead?: string, onRows?: (rows: number) => void): Promise<AuditVerdict> {
    const chain = new AuditChain(expectedHead);
    for (let from = smallestBigint, full = true; full;) {
      const links: AuditLinkRow[] = await this.database.run<AuditLinkRow>(readAuditLinks, [from, rowsAtOnce]);
      for (const link of links) chain.add(link);
      if (links.length > 0) onRows?.(links.length);
      full = links.length === rowsAtOnce;
      from = chain.position + 1n;
    }
    for (let from = smallestBigint, full = true; full;) {
      const entries: { id: string; chained: boolean }[] = await this.database.run(readWhetherChained, [
        from,
        rowsAtOnce,
      ]);
      for (const { id, chained } of entries) if (!chained) chain.reject(id, 'it was inserted, or its link was removed');
      full = entries.length === rowsAtOnce;
      from = BigInt(entries.at(-1)?.id ?? 0) + 1n;
    }
    return chain.verdict();
  }
}

const firstSince = (at: Date) => ({
  where: { at: { gte: at } },
  orderBy: { at: 'asc' as const },
  select: { id: true },
});
