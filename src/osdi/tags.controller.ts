import { Controller, Get, Param, Query, UseGuards, UseInterceptors } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { z } from 'zod';
import { ForProgramsOnly, RequireScope } from '../access/caller.decorator.js';
import { Described } from '../platform/openapi/operation.js';
import { Hal } from './hal.js';
import { HalAnswer } from './hal-answer.js';
import * as api from './osdi.api.js';
import { CurrentClient, type OsdiClient } from './osdi-client.js';
import { OsdiGuard } from './osdi.guard.js';
import { collectionQuery, idParam, withinParam, type CollectionQuery } from './osdi.schema.js';
import { keptOf } from './reads/kept-query.js';
import { ListsService } from './reads/lists.service.js';
import { OsdiReads } from './reads/reads.service.js';
import { items, taggings, tags, type ItemRow, type TaggingRow, type TagRow } from './reads/tags.sql.js';
import { OsdiViews } from './reads/views.service.js';

type Id = z.infer<typeof idParam>;
type Within = z.infer<typeof withinParam>;

/** Tags, lists, and the people in them. */
@Public()
@Controller('api/osdi/v1')
@RequireScope('supporters:read')
@ForProgramsOnly(true)
@UseGuards(OsdiGuard)
@UseInterceptors(HalAnswer)
export class TagsController {
  constructor(
    private readonly reads: OsdiReads,
    private readonly views: OsdiViews,
    private readonly lists: ListsService,
    private readonly hal: Hal,
  ) {}

  @Get('tags')
  @Described(api.listTags)
  async tags(@Query({ schema: collectionQuery }) query: CollectionQuery, @CurrentClient() client: OsdiClient) {
    const page = await this.reads.page<TagRow>(tags, {}, query, client, null);
    return this.hal.collection(
      'tags',
      'tags',
      page,
      page.rows.map((row) => this.views.tag(row)),
      keptOf(query),
    );
  }

  @Get('tags/:id')
  @Described(api.getTag)
  async tag(@Param({ schema: idParam }) { id }: Id, @CurrentClient() client: OsdiClient) {
    return this.views.tag(await this.reads.one<TagRow>(tags, { id }, client));
  }

  @Get('tags/:id/taggings')
  @Described(api.listTaggings)
  async taggings(
    @Param({ schema: idParam }) { id }: Id,
    @Query({ schema: collectionQuery }) query: CollectionQuery,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.reads.one(tags, { id }, client);
    const page = await this.reads.page<TaggingRow>(taggings, { tag: id }, query, client, 'taggings');
    return this.hal.collection(
      `tags/${id}/taggings`,
      'taggings',
      page,
      page.rows.map((row) => this.views.tagging(row)),
      keptOf(query),
    );
  }

  @Get('tags/:id/taggings/:inner')
  @Described(api.getTagging)
  async tagging(@Param({ schema: withinParam }) { id, inner }: Within, @CurrentClient() client: OsdiClient) {
    return this.views.tagging(await this.reads.one<TaggingRow>(taggings, { tag: id, id: inner }, client, 'tagging'));
  }

  @Get('lists')
  @Described(api.listLists)
  async all(@Query({ schema: collectionQuery }) query: CollectionQuery, @CurrentClient() client: OsdiClient) {
    const page = await this.lists.page(query, client);
    return this.hal.collection(
      'lists',
      'lists',
      page,
      page.rows.map((row) => this.views.list(row.purpose, row.members, row.since)),
      {},
    );
  }

  @Get('lists/:id')
  @Described(api.getList)
  async list(@Param({ schema: idParam }) { id }: Id, @CurrentClient() client: OsdiClient) {
    const { purpose, members, since } = await this.lists.get(id, client);
    return this.views.list(purpose, members, since);
  }

  @Get('lists/:id/items')
  @Described(api.listItems)
  async items(
    @Param({ schema: idParam }) { id }: Id,
    @Query({ schema: collectionQuery }) query: CollectionQuery,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.lists.get(id, client);
    const page = await this.reads.page<ItemRow>(items, { list: id }, query, client, 'items');
    return this.hal.collection(
      `lists/${id}/items`,
      'items',
      page,
      page.rows.map((row) => this.views.item(row)),
      keptOf(query),
    );
  }

  @Get('lists/:id/items/:inner')
  @Described(api.getItem)
  async item(@Param({ schema: withinParam }) { id, inner }: Within, @CurrentClient() client: OsdiClient) {
    return this.views.item(await this.reads.one<ItemRow>(items, { list: id, person: inner }, client, 'item'));
  }
}
