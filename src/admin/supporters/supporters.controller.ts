import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { supporterListQuery } from '../../lists/supporter-list.schema.js';
import { SupporterListService } from '../../lists/supporter-list.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { SupportersPage } from './supporters-page.js';

type SlugParam = z.infer<typeof slugParam>;

/** The supporters of a petition: looking them up. */
@AdminController('admin/petitions/:slug/supporters')
@RequirePermission('supporters:read')
export class SupportersController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly supporters: SupporterListService,
  ) {}

  @Get()
  list(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.page(staff, slug, input, actor);
  }

  /** The same with a search for a person, which is kept out of the URL. */
  @Post('search')
  search(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.page(staff, slug, input, actor);
  }

  private async page(staff: SignedIn, slug: string, input: Texts, actor: string) {
    const { consents } = await this.petitions.getTerms(slug);
    const petitionTitle = await this.petitions.titleOf(slug);
    const shown = { staff, slug, petitionTitle, input, purposes: consents.map(({ purpose }) => purpose) };
    const nobody = { rows: [], newer: null, older: null };
    return submit({
      work: async () => this.supporters.page(slug, await validate(supporterListQuery, input), actor),
      done: (page) => SupportersPage({ ...shown, page, faults: [] }),
      again: ({ faults }) => SupportersPage({ ...shown, page: nobody, faults }),
    });
  }
}
