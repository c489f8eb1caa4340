import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { ExportFilesService } from '../../lists/export-files.service.js';
import { exportFileOrder } from '../../lists/export.schema.js';
import { exportPresets, presetNames, presetOf, type PresetName } from '../../lists/export.values.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { ExportOrderPage } from './export-order-page.js';

type SlugParam = z.output<typeof slugParam>;

/** Ordering a list of a petition's supporters, for one purpose at a time. */
@Controller('admin/petitions/:slug/exports')
@RequirePermission('supporters:export')
export class ExportOrdersController {
  constructor(
    private readonly files: ExportFilesService,
    private readonly petitions: PetitionsService,
  ) {}

  @Get()
  async form(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Query() query: unknown,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(query);
    await this.show(reply, staff, slug, presetIn(input.preset, staff), { input });
  }

  @Post()
  @RequireStepUp('/admin/petitions/:slug/exports')
  async order(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    const { columns } = (body ?? {}) as { columns?: string | string[] };
    const asked = [columns ?? []].flat();
    try {
      await this.files.order(
        slug,
        await validate(exportFileOrder, { ...input, ...(asked.length > 0 && { columns: asked }) }),
        staff,
      );
      void reply.header('cache-control', 'no-store').redirect('/admin/exports?done=ordered', 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, slug, presetIn(input.preset, staff), { input, columns: asked, refused }, status);
    }
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    slug: string,
    preset: PresetName,
    told: { input: Record<string, string>; columns?: string[]; refused?: Refused },
    status = 200,
  ) {
    const offers = await this.petitions.offers(slug, 'en');
    const recipients = offers.find(({ purpose }) => purpose === presetOf(preset).consent)?.recipients ?? [];
    const petitionTitle = await this.petitions.titleOf(slug);
    sendPage(reply, ExportOrderPage({ staff, slug, petitionTitle, preset, recipients, ...told }), status);
  }
}

/** The preset asked for, or the first that this person may order. */
function presetIn(asked: string | undefined, { role }: SignedIn): PresetName {
  const allowed = presetNames.filter((name) => may(role, exportPresets[name].permission));
  return allowed.find((name) => name === asked) ?? allowed[0] ?? 'analytics';
}
