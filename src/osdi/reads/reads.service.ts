import type { Page } from '../hal.js';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { normaliseEmail } from '../../platform/http/fields.js';
import { SupportersService } from '../../supporters/supporters.service.js';
import { parseFilter, type Filter } from '../filter/filter.js';
import { PageTooFar, ResourceNotFound } from '../osdi.errors.js';
import { furthestOffset } from '../osdi.values.js';
import type { OsdiClient } from '../osdi-client.js';
import type { CollectionQuery } from '../osdi.schema.js';
import { countOf, cursorOf, pageOf, type Readable } from './readable.sql.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads resources of every kind, and records who read persons. */
@Injectable()
export class OsdiReads {
  constructor(
    private readonly database: Database,
    private readonly supporters: SupportersService,
    private readonly audit: AuditLog,
  ) {}

  /** @param within ids that scope the rows, see `Readable` @param what the resource, for the audit log; null for public ones @throws FilterRefused, AllCampaignsNeeded */
  async page<Row extends Record<string, unknown>>(
    kind: Readable,
    within: Readonly<Record<string, string>>,
    { page, per_page: perPage, filter: text, after }: CollectionQuery,
    client: OsdiClient,
    what: string | null,
    { counted = true, listed = true }: { counted?: boolean; listed?: boolean } = {},
  ): Promise<Page<Row>> {
    const filter = text === undefined || text.trim() === '' ? null : parseFilter(text);
    const wanted = { within, filter, listed, campaignId: client.campaignId };
    const offset = (page - 1) * perPage;
    if (after === undefined && offset > furthestOffset) throw new PageTooFar();
    const query = pageOf(
      kind,
      wanted,
      this.keyOf,
      perPage + 1,
      after === undefined || cursorOf(kind) === null ? { offset } : { after },
    );
    await this.note(client, what, { page, perPage, ...(filter && { filter: namesIn(filter) }) });
    const { rows } = await this.database.pool.query<Row & { cursor: string | null }>(query);
    const total = counted
      ? ((await this.database.pool.query<{ n: number }>(countOf(kind, wanted, this.keyOf))).rows[0]?.n ?? 0)
      : null;
    const shown = rows.slice(0, perPage);
    return {
      rows: shown,
      page,
      perPage,
      more: rows.length > perPage,
      after,
      last: shown.at(-1)?.cursor ?? undefined,
      total,
    };
  }

  /** One resource, including what no collection lists. @param what as for a page @throws ResourceNotFound, AllCampaignsNeeded */
  async one<Row extends Record<string, unknown>>(
    kind: Readable,
    within: Readonly<Record<string, string>>,
    client: OsdiClient,
    what: string | null = null,
  ): Promise<Row> {
    for (const [name, value] of Object.entries(within))
      if (!['name', 'slug', 'list'].includes(name) && !uuid.test(value)) throw new ResourceNotFound();
    const { rows } = await this.database.pool.query<Row>(
      pageOf(kind, { within, filter: null, listed: false, campaignId: client.campaignId }, this.keyOf, 1, {
        offset: 0,
      }),
    );
    const [row] = rows;
    if (!row) throw new ResourceNotFound();
    await this.note(client, what, { id: within.id ?? within.person ?? '' });
    return row;
  }

  private async note(
    { actor }: OsdiClient,
    what: string | null,
    details: Record<string, string | number | string[]>,
  ): Promise<void> {
    if (what !== null)
      await this.audit.record(this.database.prisma, {
        actor,
        action: 'supporters.read',
        details: { osdi: what, ...details },
      });
  }

  private readonly keyOf = (address: string): Buffer | null => {
    const normal = normaliseEmail(address.trim());
    return normal === null ? null : this.supporters.emailKey(normal);
  };
}

/** Which properties a filter uses: the audit log records these and no value. */
function namesIn(filter: Filter): string[] {
  switch (filter.kind) {
    case 'compare':
      return [filter.property];
    case 'not':
      return namesIn(filter.of);
    default:
      return [...new Set([...namesIn(filter.left), ...namesIn(filter.right)])];
  }
}
