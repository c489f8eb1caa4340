import { Body, Controller, Get, Param, Post, Query, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../access/caller.decorator.js';
import { SameOriginGuard } from '../access/same-origin.guard.js';
import type { SignedIn } from '../access/sessions.service.js';
import { StaffGuard } from '../access/staff.guard.js';
import { InvalidInput } from '../platform/errors.js';
import { sendPage } from '../platform/http/page.js';
import { validate } from '../platform/http/validation.js';
import { ExportService } from '../petitions/export.service.js';
import { slugParam } from '../petitions/petitions.schema.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { exportQuery } from '../petitions/supporter-export.schema.js';
import { supporterListQuery } from '../petitions/supporter-list.schema.js';
import { SupporterListService } from '../petitions/supporter-list.service.js';
import { textsOf } from './form.js';
import { SupportersPage } from './pages/supporters-page.js';

type SlugParam = z.infer<typeof slugParam>;

/** The supporters of a petition: looking them up and exporting them. */
@Controller('admin/petitions/:slug')
@UseGuards(SameOriginGuard, StaffGuard)
export class SupportersController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly supporters: SupporterListService,
    private readonly exports: ExportService,
  ) {}

  @Get('supporters')
  @RequirePermission('supporters:read')
  async list(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Query() query: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const { consents } = await this.petitions.getPublic(slug, 'en');
    const input = textsOf(query);
    const shown = { staff, slug, input, purposes: consents.map(({ purpose }) => purpose) };
    try {
      const page = await this.supporters.page(slug, await validate(supporterListQuery, input), actor);
      sendPage(reply, SupportersPage({ ...shown, page, faults: [] }));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      sendPage(reply, SupportersPage({ ...shown, page: { rows: [], newer: null, older: null }, faults: error.faults }), 422);
    }
  }

  /** A form of our own page, so whatever is wrong in it was not typed there: the error page will do. */
  @Post('exports')
  @RequirePermission('supporters:export')
  @RequireStepUp('/admin/petitions/:slug/supporters')
  async export(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const { format, ...filter } = await validate(exportQuery, textsOf(body, '_csrf'));
    const { headers, stream } = await this.exports.start({ petitionSlug: slug, format, filter, actor });
    void reply.status(200).headers(headers).send(stream);
  }
}
