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
import { keptOf } from './reads/kept-query.js';
import {
  advocacyCampaigns,
  outreaches,
  petitions,
  signatures,
  type OutreachRow,
  type SignatureRow,
} from './reads/petitions.sql.js';
import { OsdiReads } from './reads/reads.service.js';
import { OsdiViews } from './reads/views.service.js';

type Id = z.infer<typeof idParam>;

/** Signatures and supporter letters, all of them or those of one petition or campaign. */
@Public()
@Controller('api/osdi/v1')
@RequireScope('supporters:read')
@ForProgramsOnly(true)
@UseGuards(OsdiGuard)
@UseInterceptors(HalAnswer)
export class OsdiSignaturesController {
  constructor(
    private readonly reads: OsdiReads,
    private readonly views: OsdiViews,
    private readonly hal: Hal,
  ) {}

  @Get('signatures')
  @Described(api.listSignatures)
  async all(@Query({ schema: collectionQuery }) query: CollectionQuery, @CurrentClient() client: OsdiClient) {
    return this.signatures('signatures', {}, query, client);
  }

  @Get('signatures/:id')
  @Described(api.getSignature)
  async one(@Param({ schema: idParam }) { id }: Id, @CurrentClient() client: OsdiClient) {
    return this.views.signature(await this.reads.one<SignatureRow>(signatures, { id }, client, 'signature'));
  }

  @Get('petitions/:id/signatures')
  @Described(api.listPetitionSignatures)
  async ofPetition(
    @Param({ schema: idParam }) { id }: Id,
    @Query({ schema: collectionQuery }) query: CollectionQuery,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.reads.one(petitions, { id }, client);
    return this.signatures(`petitions/${id}/signatures`, { petition: id }, query, client);
  }

  @Get('outreaches')
  @Described(api.listOutreaches)
  async letters(@Query({ schema: collectionQuery }) query: CollectionQuery, @CurrentClient() client: OsdiClient) {
    return this.outreaches('outreaches', {}, query, client);
  }

  @Get('outreaches/:id')
  @Described(api.getOutreach)
  async letter(@Param({ schema: idParam }) { id }: Id, @CurrentClient() client: OsdiClient) {
    return (
      await this.views.outreaches([await this.reads.one<OutreachRow>(outreaches, { id }, client, 'outreach')])
    )[0];
  }

  @Get('advocacy_campaigns/:id/outreaches')
  @Described(api.listCampaignOutreaches)
  async ofCampaign(
    @Param({ schema: idParam }) { id }: Id,
    @Query({ schema: collectionQuery }) query: CollectionQuery,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.reads.one(advocacyCampaigns, { id }, client);
    return this.outreaches(`advocacy_campaigns/${id}/outreaches`, { campaign: id }, query, client);
  }

  private async signatures(path: string, within: Record<string, string>, query: CollectionQuery, client: OsdiClient) {
    const page = await this.reads.page<SignatureRow>(signatures, within, query, client, 'signatures');
    return this.hal.collection(
      path,
      'signatures',
      page,
      page.rows.map((row) => this.views.signature(row)),
      keptOf(query),
    );
  }

  private async outreaches(path: string, within: Record<string, string>, query: CollectionQuery, client: OsdiClient) {
    const page = await this.reads.page<OutreachRow>(outreaches, within, query, client, 'outreaches');
    return this.hal.collection(path, 'outreaches', page, await this.views.outreaches(page.rows), keptOf(query));
  }
}
