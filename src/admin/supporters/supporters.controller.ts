import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { supporterListQuery } from '../../lists/supporter-list.schema.js';
import { SupporterListService } from '../../lists/supporter-list.service.js';
import { textsOf } from '../frame/form.js';
import { SupportersPage } from './supporters-page.js';

type SlugParam = z.infer<typeof slugParam>;

/** The supporters of a petition: looking them up. */
@Controller('admin/petitions/:slug')
export class SupportersController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly supporters: SupporterListService,
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
    await this.show(reply, staff, slug, textsOf(query), actor);
  }

  /** The same with a search for a person, which stands in no address. */
  @Post('supporters/search')
  @HttpCode(200)
  @RequirePermission('supporters:read')
  async search(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.show(reply, staff, slug, textsOf(body, '_csrf'), actor);
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    slug: string,
    input: Record<string, string>,
    actor: string,
  ): Promise<void> {
    const { consents } = await this.petitions.getTerms(slug);
    const petitionTitle = await this.petitions.titleOf(slug);
    const shown = { staff, slug, petitionTitle, input, purposes: consents.map(({ purpose }) => purpose) };
    try {
      const page = await this.supporters.page(slug, await validate(supporterListQuery, input), actor);
      sendPage(reply, SupportersPage({ ...shown, page, faults: [] }));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      sendPage(
        reply,
        SupportersPage({ ...shown, page: { rows: [], newer: null, older: null }, faults: error.faults }),
        422,
      );
    }
  }
}
