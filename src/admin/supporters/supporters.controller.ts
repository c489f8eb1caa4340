import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import { SavedFilters } from '../../access/saved-filters.service.js';
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

/** Its name among the saved filters. */
const list = 'supporters';
const filterNames = ['status', 'country', 'since', 'consent'];

/** The supporters of a petition: looking them up. */
@AdminController('admin/petitions/:slug/supporters')
@RequirePermission('supporters:read')
export class SupportersController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly supporters: SupporterListService,
    private readonly filters: SavedFilters,
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

  /** Keeps the filters in use under a name, for this person. */
  @Post('filters')
  save(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() { name = '', ...input }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const filter = filterIn(input);
    return submit({
      work: async () => {
        await validate(supporterListQuery, filter);
        await this.filters.save(staff.id, list, name, filter);
      },
      done: `/admin/petitions/${slug}/supporters?${new URLSearchParams(filter).toString()}`,
      again: async ({ faults }) => {
        const page = await this.supporters.page(slug, await validate(supporterListQuery, filter), actor);
        return SupportersPage({
          ...(await this.around(staff, slug, filter)),
          page,
          faults: [],
          unsaved: { name, faults },
        });
      },
    });
  }

  private async page(staff: SignedIn, slug: string, input: Texts, actor: string) {
    const shown = await this.around(staff, slug, input);
    const nobody = { rows: [], newer: null, older: null };
    return submit({
      work: async () => this.supporters.page(slug, await validate(supporterListQuery, input), actor),
      done: (page) => SupportersPage({ ...shown, page, faults: [] }),
      again: ({ faults }) => SupportersPage({ ...shown, page: nobody, faults }),
    });
  }

  /** What stands around the rows. */
  private async around(staff: SignedIn, slug: string, input: Texts) {
    const { consents } = await this.petitions.getTerms(slug);
    const petitionTitle = await this.petitions.titleOf(slug);
    const saved = await this.filters.of(staff.id, list);
    const filter = filterIn(input);
    return { staff, slug, petitionTitle, input, filter, saved, purposes: consents.map(({ purpose }) => purpose) };
  }
}

/** What of an input filters the list; a search for a person is never kept. */
const filterIn = (input: Texts): Texts =>
  Object.fromEntries(filterNames.flatMap((name) => (input[name] ? [[name, input[name]]] : [])));
