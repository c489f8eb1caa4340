import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, ForProgramsOnly, RequireScope } from '../access/caller.decorator.js';
import { Described } from '../platform/openapi/operation.js';
import { slugParam } from '../petitions/petitions.schema.js';
import { ExportService } from './export.service.js';
import { exportQuery } from './export.schema.js';
import { exportSupporters } from './exports.api.js';

/** Supporter lists for API clients. People request theirs on the staff pages, which ask for a reason and re-authentication. */
@Controller('api/v1/petitions/:slug/supporters')
export class SupporterExportController {
  constructor(private readonly exports: ExportService) {}

  @Get()
  @Described(exportSupporters)
  @RequireScope('supporters:export')
  @ForProgramsOnly(true)
  async export(
    @Param({ schema: slugParam }) { slug }: z.infer<typeof slugParam>,
    @Query({ schema: exportQuery }) order: z.output<typeof exportQuery>,
    @CurrentActor() actor: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    // A HEAD request would generate a file and discard it.
    if (request.method === 'HEAD') return void reply.status(204).send();
    const { headers, stream } = await this.exports.start({ petitionSlug: slug, order, actor });
    void reply.headers(headers).send(stream);
  }
}
