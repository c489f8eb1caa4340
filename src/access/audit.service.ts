import { Injectable } from '@nestjs/common';
import type { Prisma } from '../generated/prisma/client.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { readAuditLinks, readWhetherChained } from './access.sql.js';
import { AuditChain, type AuditLinkRow, type AuditVerdict } from './audit-chain.js';

/** A recorded action. `actor` is `staff:<id>`, `token:<id>`, `cli` or `system`; `details` never contain data of supporters. */
export interface AuditRecord {
  actor: string;
  /** Dotted, in the past tense: `export.started`. */
  action: string;
  details: Prisma.InputJsonObject;
}

export interface AuditPage {
  entries: { id: string; at: Date; actor: string; action: string; details: Prisma.JsonValue }[];
  /** Cursor of the next, older page. */
  next: string | null;
}

const pageSize = 50;
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

  /** Newest first. @param before cursor of an earlier page; anything else shows the first page */
  async list(before?: string): Promise<AuditPage> {
    const cursor = before !== undefined && /^\d{1,18}$/.test(before) ? BigInt(before) : null;
    const rows = await this.database.prisma.auditEntry.findMany({
      where: cursor === null ? {} : { id: { lt: cursor } },
      orderBy: { id: 'desc' },
      take: pageSize + 1,
    });
    const entries = rows.slice(0, pageSize).map((row) => ({ ...row, id: String(row.id) }));
    return { entries, next: rows.length > pageSize ? (entries.at(-1)?.id ?? null) : null };
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
