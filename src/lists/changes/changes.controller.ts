import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, ForProgramsOnly, RequireScope } from '../../access/caller.decorator.js';
import { Described } from '../../platform/openapi/operation.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { listChanges } from './changes.api.js';
import { changesQuery, type ChangesPage, type ChangesQuery } from './changes.schema.js';
import { SupporterChangesService } from './changes.service.js';

/** For systems that keep their own list up to date. */
@Controller('api/v1/petitions/:slug/supporters/changes')
export class SupporterChangesController {
  constructor(private readonly changes: SupporterChangesService) {}

  @Get()
  @Described(listChanges)
  @RequireScope('supporters:export')
  @ForProgramsOnly(true)
  @Header('cache-control', 'no-store')
  read(
    @Param({ schema: slugParam }) { slug }: z.output<typeof slugParam>,
    @Query({ schema: changesQuery }) query: ChangesQuery,
    @CurrentActor() actor: string,
  ): Promise<ChangesPage> {
    return this.changes.read(slug, query, actor);
  }
}
