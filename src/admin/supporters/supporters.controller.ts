import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { supporterListQuery, supporterSorts } from '../../lists/supporter-list.schema.js';
import { SupporterListService } from '../../lists/supporter-list.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import type { Texts } from '../frame/form.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { supporterList } from './supporter-list.js';
import { SupportersPage } from './supporters-page.js';

type SlugParam = z.infer<typeof slugParam>;

/** The supporters of a petition: looking them up. */
@AdminController('admin/petitions/:slug/supporters')
@RequirePermission('supporters:read')
export class SupportersController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly supporters: SupporterListService,
    private readonly lists: Lists,
  ) {}

  @Get()
  list(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @ListQuery() { q: _, ...input }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.page(staff, slug, input, actor);
  }

  /** The same with a search for a person, which is kept out of the URL. */
  @Post('search')
  search(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @ListQuery() { as: _, ...input }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.page(staff, slug, input, actor);
  }

  private async page(staff: SignedIn, slug: string, input: Texts, actor: string) {
    const { consents } = await this.petitions.getTerms(slug);
    const petitionTitle = await this.petitions.titleOf(slug);
    return this.lists.show({
      list: supporterList({ staff, slug, purposes: consents.map(({ purpose }) => purpose) }),
      staff,
      input,
      read: async ({ sort, cursor }) => {
        const query = await validate(supporterListQuery, input);
        const name = supporterSorts.find((one) => one === sort?.name);
        return this.supporters.page(
          slug,
          { ...query, cursor, sort: name && { name, descending: sort?.descending ?? true } },
          actor,
        );
      },
      page: (listed) => SupportersPage({ slug, petitionTitle, listed }),
    });
  }
}
