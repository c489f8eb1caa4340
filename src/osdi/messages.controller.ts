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
import { OsdiReads } from './reads/reads.service.js';
import { messages, type MessageRow } from './reads/messages.sql.js';
import { OsdiViews } from './reads/views.service.js';

/** Letters to ministries and updates to supporters, read-only: approving and sending is for people. */
@Public()
@Controller('api/osdi/v1/messages')
@RequireScope('letters:read')
@ForProgramsOnly(true)
@UseGuards(OsdiGuard)
@UseInterceptors(HalAnswer)
export class MessagesController {
  constructor(
    private readonly reads: OsdiReads,
    private readonly views: OsdiViews,
    private readonly hal: Hal,
  ) {}

  @Get()
  @Described(api.listMessages)
  async list(@Query({ schema: collectionQuery }) query: CollectionQuery, @CurrentClient() client: OsdiClient) {
    const page = await this.reads.page<MessageRow>(messages, {}, query, client, null);
    return this.hal.collection(
      'messages',
      'messages',
      page,
      page.rows.map((row) => this.views.message(row)),
      keptOf(query),
    );
  }

  @Get(':id')
  @Described(api.getMessage)
  async one(@Param({ schema: idParam }) { id }: z.infer<typeof idParam>, @CurrentClient() client: OsdiClient) {
    return this.views.message(await this.reads.one<MessageRow>(messages, { id }, client));
  }
}
