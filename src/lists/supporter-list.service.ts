import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Database } from '../platform/database/database.js';
import { normaliseEmail } from '../platform/http/fields.js';
import { SupportersService } from '../supporters/supporters.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { filterOnRecord } from './supporter-filter.schema.js';
import type { SupporterListQuery } from './supporter-list.schema.js';
import {
  pageOfSupporters,
  peopleOfCampaign,
  petitionTotals,
  type FoundPerson,
  type SupporterCursor,
  type SupporterRow,
  type SupporterSearch,
} from './supporter-list.sql.js';

/** One page of a petition's signatures, newest first. A cursor is null where there is nothing further. */
export interface SupporterPage {
  rows: SupporterRow[];
  /** For `?after=` */
  newer: string | null;
  /** For `?before=` */
  older: string | null;
}

export interface PetitionTotals extends Record<string, unknown> {
  slug: string;
  confirmed: number;
  pending: number;
  shadowed: number;
}

const pageSize = 50;

/** Supporter look-ups for staff. Every access is recorded in the audit log. */
@Injectable()
export class SupporterListService {
  constructor(
    private readonly database: Database,
    private readonly petitions: PetitionsService,
    private readonly supporters: SupportersService,
    private readonly audit: AuditLog,
  ) {}

  /** The audit log records the filter and the kind of search, never the search term. @throws PetitionNotFound */
  async page(slug: string, query: SupporterListQuery, actor: string): Promise<SupporterPage> {
    const id = await this.petitions.idOf(slug);
    const search = this.searchFor(query.q);
    await this.audit.record(this.database.prisma, {
      actor,
      action: 'supporters.read',
      details: { petition: slug, filter: filterOnRecord(query), ...(search && { search: search.kind }) },
    });
    if (search?.kind === 'nobody') return { rows: [], newer: null, older: null };
    const cursor: SupporterCursor | null = query.after
      ? { after: query.after }
      : query.before
        ? { before: query.before }
        : null;
    const { rows } = await this.database.pool.query<SupporterRow>(
      pageOfSupporters(id, query, search, cursor, pageSize + 1),
    );
    return cut(rows, cursor);
  }

  /**
   * People who signed any petition of a campaign, by name or address, at most so many. The audit log records that and how somebody searched.
   */
  async find(
    campaign: { id: string; slug: string },
    typed: string,
    actor: string,
    limit: number,
  ): Promise<FoundPerson[]> {
    const search = this.searchFor(typed);
    if (search === null || search.kind === 'nobody') return [];
    const details = { campaign: campaign.slug, search: search.kind };
    await this.audit.record(this.database.prisma, { actor, action: 'supporters.read', details });
    return (await this.database.pool.query<FoundPerson>(peopleOfCampaign(campaign.id, search, limit))).rows;
  }

  /** Of the petitions of a campaign. */
  async totals(campaignId: string): Promise<PetitionTotals[]> {
    return this.database.run<PetitionTotals>(petitionTotals, [campaignId]);
  }

  /** With an @ it is an address and finds the person behind that mailbox, however it is spelt; else a name. */
  private searchFor(typed: string | undefined): SupporterSearch | { kind: 'nobody' } | null {
    const text = typed?.trim().normalize('NFC') ?? '';
    if (text === '') return null;
    // No name contains a control character, and PostgreSQL rejects the null character.
    if (/\p{Cc}|\p{Cs}/u.test(text)) return { kind: 'nobody' };
    if (!text.includes('@')) return { kind: 'name', prefix: text };
    const address = normaliseEmail(text);
    return address === null ? { kind: 'nobody' } : { kind: 'mailbox', emailKey: this.supporters.emailKey(address) };
  }
}

/** Removes the extra row that shows whether the list goes on. */
export function cut(rows: SupporterRow[], cursor: SupporterCursor | null): SupporterPage {
  const rising = cursor !== null && 'after' in cursor;
  const more = rows.length > pageSize;
  const shown = more ? (rising ? rows.slice(1) : rows.slice(0, pageSize)) : rows;
  const newer = rising ? more : cursor !== null;
  const older = rising || more;
  return {
    rows: shown,
    newer: newer ? (shown[0]?.id ?? null) : null,
    older: older ? (shown.at(-1)?.id ?? null) : null,
  };
}
