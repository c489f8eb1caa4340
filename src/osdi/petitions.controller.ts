import { Controller, Get, Param, Query, Req, UseGuards, UseInterceptors } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { negotiateLocale, type Locale } from '../platform/http/locale.js';
import { Described } from '../platform/openapi/operation.js';
import { Hal } from './hal.js';
import { HalAnswer } from './hal-answer.js';
import * as api from './osdi.api.js';
import { anybody } from './osdi-client.js';
import { OsdiGuard } from './osdi.guard.js';
import { collectionQuery, idParam, type CollectionQuery } from './osdi.schema.js';
import { keptOf } from './reads/kept-query.js';
import { advocacyCampaigns, petitions, type CampaignRow, type PetitionRow } from './reads/petitions.sql.js';
import { OsdiReads } from './reads/reads.service.js';
import { OsdiViews } from './reads/views.service.js';

type Id = z.infer<typeof idParam>;
const localeOf = (request: FastifyRequest): Locale => negotiateLocale(request.headers['accept-language']) ?? 'en';

/** Public resources: petitions, and the campaigns one can write letters for. */
@Public()
@Controller('api/osdi/v1')
@UseGuards(OsdiGuard)
@UseInterceptors(HalAnswer)
export class OsdiPetitionsController {
  constructor(
    private readonly reads: OsdiReads,
    private readonly views: OsdiViews,
    private readonly hal: Hal,
  ) {}

  @Get('petitions')
  @Described(api.listPetitions)
  async list(@Query({ schema: collectionQuery }) query: CollectionQuery, @Req() request: FastifyRequest) {
    const page = await this.reads.page<PetitionRow>(petitions, {}, query, anybody, null);
    const resources = await Promise.all(page.rows.map((row) => this.views.petition(row, localeOf(request))));
    return this.hal.collection('petitions', 'petitions', page, resources, keptOf(query));
  }

  @Get('petitions/:id')
  @Described(api.getPetition)
  async one(@Param({ schema: idParam }) { id }: Id, @Req() request: FastifyRequest) {
    return this.views.petition(await this.reads.one<PetitionRow>(petitions, { id }, anybody), localeOf(request));
  }

  @Get('advocacy_campaigns')
  @Described(api.listCampaigns)
  async campaigns(@Query({ schema: collectionQuery }) query: CollectionQuery, @Req() request: FastifyRequest) {
    const page = await this.reads.page<CampaignRow>(advocacyCampaigns, {}, query, anybody, null);
    const resources = await Promise.all(page.rows.map((row) => this.views.campaign(row, localeOf(request))));
    return this.hal.collection('advocacy_campaigns', 'advocacy_campaigns', page, resources, keptOf(query));
  }

  @Get('advocacy_campaigns/:id')
  @Described(api.getCampaign)
  async campaign(@Param({ schema: idParam }) { id }: Id, @Req() request: FastifyRequest) {
    return this.views.campaign(
      await this.reads.one<CampaignRow>(advocacyCampaigns, { id }, anybody),
      localeOf(request),
    );
  }
}
