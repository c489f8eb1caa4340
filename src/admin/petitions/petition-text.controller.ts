import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { PicturesService } from '../../campaigns/pictures/pictures.service.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { validate } from '../../platform/http/validation.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { draftForm } from '../../petitions/drafts/drafts.schema.js';
import { PetitionDrafts } from '../../petitions/drafts/petition-drafts.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { PetitionTextPage } from './petition-text-page.js';

type SlugParam = z.infer<typeof slugParam>;

/** The words of a petition, written language by language. */
@AdminController('admin/petitions/:slug/text')
@RequirePermission('plan:read')
export class PetitionTextController {
  constructor(
    private readonly drafts: PetitionDrafts,
    private readonly petitions: PetitionsService,
    private readonly pictures: PicturesService,
  ) {}

  @Get()
  edit(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { lang, done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.editPage(staff, slug, lang, done === 'saved');
  }

  @Post()
  @RequirePermission('plan:manage')
  save(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const form = await validate(draftForm, input);
        await this.drafts.save(slug, form, actor);
        return form.locale;
      },
      done: (locale) => `/admin/petitions/${slug}/text?lang=${locale}&done=saved`,
      again: (refused) => this.editPage(staff, slug, input.locale, false, refused),
    });
  }

  @Post('discard')
  @RequirePermission('plan:manage')
  discard(@Param({ schema: slugParam }) { slug }: SlugParam, @CurrentActor() actor: string) {
    return submit({
      work: () => this.drafts.discard(slug, actor),
      done: `/admin/petitions/${slug}/text`,
      again: (refused) => Promise.reject(new Error(refused.problem)),
    });
  }

  private async editPage(staff: SignedIn, slug: string, lang: string | undefined, saved: boolean, refused?: Refused) {
    const locale = writtenLocales.find((one) => one === lang) ?? 'en';
    const [draft, title] = [await this.drafts.of(slug), await this.petitions.titleOf(slug)];
    const pictures = await this.pictures.list(await this.petitions.campaignOf(slug));
    return PetitionTextPage({ staff, slug, title, draft, locale, pictures, saved, refused });
  }
}
