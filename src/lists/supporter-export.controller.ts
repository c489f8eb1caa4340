import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, ForProgramsOnly, RequireScope } from '../access/caller.decorator.js';
import { Described } from '../platform/openapi/operation.js';
import { slugParam } from '../petitions/petitions.schema.js';
import { ExportService } from './export.service.js';
import { exportQuery } from './export.schema.js';
import { exportSupporters } from './exports.api.js';

/** Supporter lists for programs with a token. People order theirs on the staff pages, which ask why and who they are. */
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
    // A HEAD request would make a file and throw it away.
    if (request.method === 'HEAD') return void reply.status(204).send();
    const { headers, stream } = await this.exports.start({ petitionSlug: slug, order, actor });
    void reply.headers(headers).send(stream);
  }
}
