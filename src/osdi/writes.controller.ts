import { Body, Controller, Delete, HttpCode, Param, Post, Put, UseGuards, UseInterceptors } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { z } from 'zod';
import { ForAllCampaigns, ForProgramsOnly, RequireScope } from '../access/caller.decorator.js';
import { Described } from '../platform/openapi/operation.js';
import { HalAnswer } from './hal-answer.js';
import * as api from './osdi.api.js';
import { CurrentClient, type OsdiClient } from './osdi-client.js';
import { OsdiGuard } from './osdi.guard.js';
import { idParam, withinParam } from './osdi.schema.js';
import { people, type PersonRow } from './reads/people.sql.js';
import { OsdiReads } from './reads/reads.service.js';
import { taggings, tags, type TaggingRow, type TagRow } from './reads/tags.sql.js';
import { OsdiViews } from './reads/views.service.js';
import { OsdiWrites } from './writes/osdi-writes.service.js';
import { personInput, taggingInput, tagInput } from './writes/writes.schema.js';
import { TagsService } from '../supporters/tags.service.js';

type Id = z.infer<typeof idParam>;

/** Changes only clients with a token may make: known persons, and tags. */
@Public()
@Controller('api/osdi/v1')
@RequireScope('supporters:write')
@ForProgramsOnly(true)
@ForAllCampaigns(true)
@UseGuards(OsdiGuard)
@UseInterceptors(HalAnswer)
export class OsdiWritesController {
  constructor(
    private readonly reads: OsdiReads,
    private readonly views: OsdiViews,
    private readonly writes: OsdiWrites,
    private readonly tags: TagsService,
  ) {}

  @Put('people/:id')
  @Described(api.changePerson)
  async change(
    @Param({ schema: idParam }) { id }: Id,
    @Body({ schema: personInput }) body: z.output<typeof personInput>,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.writes.change(id, body, client);
    return this.person(id, client);
  }

  @Post('tags')
  @Described(api.createTag)
  @HttpCode(200)
  async createTag(
    @Body({ schema: tagInput }) { name, description }: z.output<typeof tagInput>,
    @CurrentClient() client: OsdiClient,
  ) {
    const id = await this.tags.ensure(name, description ?? null, client.actor);
    return this.views.tag(await this.reads.one<TagRow>(tags, { id }, client));
  }

  @Post('tags/:id/taggings')
  @Described(api.attachTag)
  @HttpCode(200)
  async attach(
    @Param({ schema: idParam }) { id }: Id,
    @Body({ schema: taggingInput }) { _links }: z.output<typeof taggingInput>,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.reads.one(tags, { id }, client);
    const tagging = await this.writes.tag(id, _links['osdi:person'].href, client);
    return this.views.tagging(await this.reads.one<TaggingRow>(taggings, { tag: id, id: tagging }, client));
  }

  @Delete('tags/:id/taggings/:inner')
  @Described(api.detachTag)
  async detach(
    @Param({ schema: withinParam }) { id, inner }: z.infer<typeof withinParam>,
    @CurrentClient() client: OsdiClient,
  ) {
    await this.reads.one(taggings, { tag: id, id: inner }, client);
    await this.tags.detach(id, inner, client.actor);
    return { notice: 'The tag was removed.' };
  }

  private async person(id: string, client: OsdiClient) {
    if (!client.reads) return {};
    return (await this.views.people([await this.reads.one<PersonRow>(people, { id }, client, 'person')]))[0];
  }
}
