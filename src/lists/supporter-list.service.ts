import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Database } from '../platform/database/database.js';
import { cutPage, noPage, type Page } from '../platform/database/keyset.js';
import { InvalidInput } from '../platform/errors.js';
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
  type SupporterRow,
  type SupporterSearch,
} from './supporter-list.sql.js';

export type { SupporterRow } from './supporter-list.sql.js';

/** One page of a petition's signatures. */
export type SupporterPage = Page<SupporterRow>;

export interface PetitionTotals extends Record<string, unknown> {
  slug: string;
  confirmed: number;
  pending: number;
  shadowed: number;
}

const confirmedOnly = {
  pointer: '/sort',
  code: 'list.sort_not_offered',
  detail: 'by confirmation is for confirmed signatures only',
};

export const supporterPageSize = 50;

/** Supporter look-ups for staff. Every access is recorded in the audit log. */
@Injectable()
export class SupporterListService {
  constructor(
    private readonly database: Database,
    private readonly petitions: PetitionsService,
    private readonly supporters: SupportersService,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Newest first, unless another order is asked for. The audit log records the filter and the kind of search, never the search term.
   * @throws PetitionNotFound
   * @throws InvalidInput for the order of confirmation where not all are confirmed
   */
  async page(slug: string, query: SupporterListQuery, actor: string): Promise<SupporterPage> {
    const id = await this.petitions.idOf(slug);
    if (query.sort?.name === 'confirmed' && query.status !== 'confirmed') throw new InvalidInput([confirmedOnly]);
    const search = this.searchFor(query.q);
    await this.audit.record(this.database.prisma, {
      actor,
      action: 'supporters.read',
      details: { petition: slug, filter: filterOnRecord(query), ...(search && { search: search.kind }) },
    });
    if (search?.kind === 'nobody') return noPage;
    const { sort = { name: 'signed', descending: true }, cursor = null } = query;
    const { rows } = await this.database.pool.query<SupporterRow>(
      pageOfSupporters(id, query, search, sort, cursor, supporterPageSize + 1),
    );
    return cutPage(rows, cursor, supporterPageSize);
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
