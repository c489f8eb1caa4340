import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { PetitionCounts } from '../petitions/petition-counts.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { filterOnRecord, type SupporterFilter } from './supporter-filter.schema.js';
import { shapes } from './export-formats.js';
import { ExportRuns } from './export-runs.js';
import { TooLargeForWorkbook, TooManyExports } from './export.errors.js';
import type { ExportOrder } from './export.schema.js';
import { countSupporters } from './export.sql.js';
import { maxWorkbookRows, type ExportStatus } from './export.values.js';

export interface ExportRequest {
  petitionSlug: string;
  order: ExportOrder;
  /** The requester, as named in the audit log. */
  actor: string;
}

/** A file in transit. The stream ends only when every byte was produced; on any failure it aborts. */
export interface ExportStream {
  id: string;
  headers: Record<string, string>;
  stream: Readable;
}

/** Per process; each export holds one of the pool's connections. */
const maxRunning = 3;

/** Eight random letters and digits, 40 bits, without look-alikes. */
export const newMark = (): string => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from(randomBytes(8), (byte) => alphabet[byte % 32]).join('');
};

/** Streamed exports: recorded before the first byte is sent and after the last. */
@Injectable()
export class ExportService {
  private taken = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly counts: PetitionCounts,
    private readonly audit: AuditLog,
    private readonly runs: ExportRuns,
  ) {}

  /** @throws PetitionNotFound, TooManyExports, TooLargeForWorkbook */
  async start({ petitionSlug, order, actor }: ExportRequest): Promise<ExportStream> {
    const petitionId = await this.petitions.idOf(petitionSlug);
    if (this.taken >= maxRunning) throw new TooManyExports(maxRunning);
    this.taken++;
    try {
      const rowsExpected = await this.expectedRows(petitionId, order);
      const startedAt = this.clock.now();
      const id = newId();
      const details = detailsOf(id, petitionSlug, order);
      await this.database.transaction(async (tx) => {
        const { preset, format, columns } = order;
        const row = {
          id,
          mark: newMark(),
          petitionId,
          requestedBy: actor,
          preset,
          format,
          columns,
          filter: details.filter,
          rowsExpected,
        };
        const status: ExportStatus = 'running';
        await tx.export.create({ data: { ...row, stored: false, startedAt, snapshotAt: startedAt, status } });
        await this.audit.record(tx, { actor, action: 'export.started', details: { ...details, rowsExpected } });
      });
      const record = { id, petitionId, actor, order, mark: null, encryptTo: null, details };
      const { stream, settled } = await this.runs.stream(record);
      void settled.finally(() => this.taken--);
      return {
        id,
        headers: headersFor(shapes[order.format].contentType, fileName(petitionSlug, order, startedAt)),
        stream,
      };
    } catch (error) {
      this.taken--;
      throw error;
    }
  }

  /**
   * How many signatures the request matches now; for a list by consent an upper bound, because counting takes as long as the list itself.
   * @throws TooLargeForWorkbook
   */
  async expectedRows(petitionId: string, { format, filter, preset }: ExportOrder): Promise<number> {
    const { status, consent, country, since } = filter;
    if (consent !== undefined && status === 'confirmed' && !country && !since && format !== 'xlsx')
      return this.counts.under(petitionId);
    const { rows } = await this.database.pool.query<{ n: number }>(countSupporters(petitionId, filter));
    const count = rows[0]?.n ?? 0;
    if (format === 'xlsx' && preset !== 'analytics' && count > maxWorkbookRows) throw new TooLargeForWorkbook();
    return count;
  }
}

/** What the records say about an export; nothing in it identifies a person. */
export const detailsOf = (exportId: string, petition: string, { preset, format, filter }: ExportOrder) => ({
  exportId,
  petition,
  preset,
  format,
  filter: filterOnRecord(filter satisfies SupporterFilter),
});

/** `reconsider-delivery-government-DE-2027-04-04.csv`; the name of a full list includes the status. */
export function fileName(petition: string, { preset, format, filter }: ExportOrder, at: Date): string {
  const which =
    preset === 'full'
      ? `supporters-${filter.status}`
      : [preset, filter.consent?.split('/')[1]].filter(Boolean).join('-');
  return `${petition}-${which}-${utcDay(at)}.${shapes[format].extension}`;
}

export const headersFor = (contentType: string, filename: string): Record<string, string> => ({
  'content-type': contentType,
  'content-disposition': `attachment; filename="${filename}"`,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
});
