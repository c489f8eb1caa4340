import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { ResourceNotFound } from '../osdi.errors.js';
import type { CollectionQuery } from '../osdi.schema.js';
import { purposesOf } from './tags.sql.js';
import type { OsdiClient } from '../osdi-client.js';
import type { Page } from '../hal.js';

export interface ListRow extends Record<string, unknown> {
  purpose: string;
  members: number;
  since: Date;
}

/** One list per purpose that was ever offered. Few, so they are read together. */
@Injectable()
export class ListsService {
  constructor(private readonly database: Database) {}

  async page({ page, per_page: perPage }: CollectionQuery, client: OsdiClient): Promise<Page<ListRow>> {
    const all = await this.all(client);
    const rows = all.slice((page - 1) * perPage, page * perPage);
    return { rows, page, perPage, more: all.length > page * perPage, total: all.length };
  }

  /** @throws ResourceNotFound */
  async get(purpose: string, client: OsdiClient): Promise<ListRow> {
    const found = (await this.all(client)).find((row) => row.purpose === purpose);
    if (!found) throw new ResourceNotFound();
    return found;
  }

  private all({ campaignId }: OsdiClient): Promise<ListRow[]> {
    const statement = purposesOf(campaignId === null ? null : '$1::uuid');
    return this.database.run<ListRow>(statement, campaignId === null ? [] : [campaignId]);
  }
}
