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
import { collectionQuery, idParam, type CollectionQuery } from './osdi.schema.js';
import { people, type PersonRow } from './reads/people.sql.js';
import { keptOf } from './reads/kept-query.js';
import { outreaches, signatures, type OutreachRow, type SignatureRow } from './reads/petitions.sql.js';
import { OsdiReads } from './reads/reads.service.js';
import { items, taggings, type ItemRow, type TaggingRow } from './reads/tags.sql.js';
import { OsdiViews } from './reads/views.service.js';

type Id = z.infer<typeof idParam>;

/** People, and their related resources. */
@Public()
@Controller('api/osdi/v1')
@RequireScope('supporters:read')
@ForProgramsOnly(true)
@UseGuards(OsdiGuard)
@UseInterceptors(HalAnswer)
export class PeopleController {
  constructor(
    private readonly reads: OsdiReads,
    private readonly views: OsdiViews,
    private readonly hal: Hal,
  ) {}

  @Get('people')
  @Described(api.listPeople)
  async list(@Query({ schema: collectionQuery }) query: CollectionQuery, @CurrentClient() client: OsdiClient) {
    const page = await this.reads.page<PersonRow>(people, {}, query, client, 'people', { counted: false });
    return this.hal.collection('people', 'people', page, await this.views.people(page.rows), keptOf(query));
  }

  @Get('people/:id')
  @Described(api.getPerson)
  async one(@Param({ schema: idParam }) { id }: Id, @CurrentClient() client: OsdiClient) {
    return (await this.views.people([await this.reads.one<PersonRow>(people, { id }, client, 'person')]))[0];
  }

  @Get('people/:id/signatures')
  @Described(api.listPersonSignatures)
  async signatures(
    @Param({ schema: idParam }) { id }: Id,
    @Query({ schema: collectionQuery }) query: CollectionQuery,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.reads.one(people, { id }, client);
    const page = await this.reads.page<SignatureRow>(signatures, { person: id }, query, client, 'signatures', {
      listed: false,
    });
    return this.hal.collection(
      `people/${id}/signatures`,
      'signatures',
      page,
      page.rows.map((row) => this.views.signature(row)),
      keptOf(query),
    );
  }

  @Get('people/:id/outreaches')
  @Described(api.listPersonOutreaches)
  async outreaches(
    @Param({ schema: idParam }) { id }: Id,
    @Query({ schema: collectionQuery }) query: CollectionQuery,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.reads.one(people, { id }, client);
    const page = await this.reads.page<OutreachRow>(outreaches, { person: id }, query, client, 'outreaches', {
      listed: false,
    });
    return this.hal.collection(
      `people/${id}/outreaches`,
      'outreaches',
      page,
      await this.views.outreaches(page.rows),
      keptOf(query),
    );
  }

  @Get('people/:id/taggings')
  @Described(api.listPersonTaggings)
  async taggings(
    @Param({ schema: idParam }) { id }: Id,
    @Query({ schema: collectionQuery }) query: CollectionQuery,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.reads.one(people, { id }, client);
    const page = await this.reads.page<TaggingRow>(taggings, { person: id }, query, client, 'taggings');
    return this.hal.collection(
      `people/${id}/taggings`,
      'taggings',
      page,
      page.rows.map((row) => this.views.tagging(row)),
      keptOf(query),
    );
  }

  @Get('people/:id/items')
  @Described(api.listPersonItems)
  async items(
    @Param({ schema: idParam }) { id }: Id,
    @Query({ schema: collectionQuery }) query: CollectionQuery,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.reads.one(people, { id }, client);
    const page = await this.reads.page<ItemRow>(items, { person: id }, query, client, 'items');
    return this.hal.collection(
      `people/${id}/items`,
      'items',
      page,
      page.rows.map((row) => this.views.item(row)),
      keptOf(query),
    );
  }
}
