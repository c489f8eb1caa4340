import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { ExportFilesService } from '../../lists/export-files.service.js';
import { exportFileOrder } from '../../lists/export.schema.js';
import { exportPresets, presetNames, presetOf, type PresetName } from '../../lists/export.values.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, listOf, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { ExportOrderPage } from './export-order-page.js';

type SlugParam = z.output<typeof slugParam>;

/** Requesting a list of a petition's supporters, for one purpose at a time. */
@AdminController('admin/petitions/:slug/exports')
@RequirePermission('supporters:export')
export class ExportOrdersController {
  constructor(
    private readonly files: ExportFilesService,
    private readonly petitions: PetitionsService,
  ) {}

  @Get()
  form(@Param({ schema: slugParam }) { slug }: SlugParam, @QueryTexts() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.page(staff, slug, { input });
  }

  @Post()
  @RequireStepUp('/admin/petitions/:slug/exports')
  order(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    const columns = listOf(body, 'columns');
    const order = { ...input, ...(columns.length > 0 && { columns }) };
    return submit({
      input,
      work: async () => this.files.order(slug, await validate(exportFileOrder, order), staff),
      done: '/admin/exports?done=ordered',
      again: (refused) => this.page(staff, slug, { input, columns, refused }),
    });
  }

  private async page(staff: SignedIn, slug: string, form: { input: Texts; columns?: string[]; refused?: Refused }) {
    const preset = presetIn(form.input.preset, staff);
    const offers = await this.petitions.offers(slug, 'en');
    const recipients = offers.find(({ purpose }) => purpose === presetOf(preset).consent)?.recipients ?? [];
    const petitionTitle = await this.petitions.titleOf(slug);
    return ExportOrderPage({ staff, slug, petitionTitle, preset, recipients, ...form });
  }
}

/** The requested preset, or the first that this person may use. */
function presetIn(asked: string | undefined, { role }: SignedIn): PresetName {
  const allowed = presetNames.filter((name) => may(role, exportPresets[name].permission));
  return allowed.find((name) => name === asked) ?? allowed[0] ?? 'analytics';
}
