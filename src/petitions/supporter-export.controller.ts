import { Controller, Get, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, RequireScope, RequireStepUp } from '../access/caller.decorator.js';
import { TokenGuard } from '../access/token.guard.js';
import { ExportService } from './export.service.js';
import { slugParam } from './petitions.schema.js';
import { exportQuery, type ExportQuery } from './supporter-export.schema.js';

/** Supporter lists for programs with a token, and for staff by their session. */
@Controller('api/v1/petitions/:slug/supporters')
@UseGuards(TokenGuard)
export class SupporterExportController {
  constructor(private readonly exports: ExportService) {}

  @Get()
  @RequireScope('supporters:export')
  @RequireStepUp('/admin')
  async export(
    @Param({ schema: slugParam }) { slug }: z.infer<typeof slugParam>,
    @Query({ schema: exportQuery }) { format, ...filter }: ExportQuery,
    @CurrentActor() actor: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    // A HEAD request would make a file and throw it away.
    if (request.method === 'HEAD') return void reply.status(204).send();
    const { headers, stream } = await this.exports.start({ petitionSlug: slug, format, filter, actor });
    void reply.headers(headers).send(stream);
  }
}
