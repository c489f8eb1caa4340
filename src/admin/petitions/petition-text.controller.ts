import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { PicturesService } from '../../campaigns/pictures/pictures.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { json } from '../../platform/http/answer.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { validate } from '../../platform/http/validation.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { DraftComments } from '../../petitions/drafts/draft-comments.service.js';
import { DraftChanged } from '../../petitions/drafts/drafts.errors.js';
import { draftComment, draftForm } from '../../petitions/drafts/drafts.schema.js';
import { PetitionDrafts } from '../../petitions/drafts/petition-drafts.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { PetitionTextPage, type PetitionTextPageProps } from './petition-text-page.js';

type SlugParam = z.infer<typeof slugParam>;
const commentParam = slugParam.extend({ id: z.uuid() });

/** The words of a petition, written language by language. */
@AdminController('admin/petitions/:slug/text')
@RequirePermission('plan:read')
export class PetitionTextController {
  constructor(
    private readonly drafts: PetitionDrafts,
    private readonly comments: DraftComments,
    private readonly petitions: PetitionsService,
    private readonly pictures: PicturesService,
    private readonly claims: ClaimsService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  edit(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { lang, done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, lang, { saved: done === 'saved' });
  }

  /** A script that saves while somebody types asks for JSON. */
  @Post()
  @RequirePermission('plan:manage')
  async save(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @Req() { headers }: FastifyRequest,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const byScript = /json/.test(headers.accept ?? '');
    const save = async () => this.drafts.save(slug, await validate(draftForm, input), actor, byScript);
    if (byScript) return json(await save());
    return submit({
      input,
      work: save,
      done: () => `/admin/petitions/${slug}/text?lang=${input.locale}&done=saved`,
      again: (refused, error) => {
        if (!(error instanceof DraftChanged)) return this.page(staff, slug, input.locale, { refused });
        const together = { ...refused, input: { ...refused.input, ...error.merged } };
        return this.page(staff, slug, input.locale, { refused: together, changed: true });
      },
    });
  }

  @Post('comments')
  @RequirePermission('plan:manage')
  comment(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.comments.add(slug, await validate(draftComment, input), actor),
      done: () => `/admin/petitions/${slug}/text?lang=${input.locale}#comments`,
      again: (comment) => this.page(staff, slug, input.locale, { comment }),
    });
  }

  @Post('comments/:id/settle')
  @RequirePermission('plan:manage')
  settle(
    @Param({ schema: commentParam }) { slug, id }: z.infer<typeof commentParam>,
    @Form() input: Texts,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: () => this.comments.settle(slug, id, actor),
      done: `/admin/petitions/${slug}/text?lang=${localeIn(input.locale)}#comments`,
      again: (refused: Refused) => Promise.reject(new Error(refused.problem)),
    });
  }

  private async page(
    staff: SignedIn,
    slug: string,
    lang: string | undefined,
    more: Partial<Pick<PetitionTextPageProps, 'saved' | 'refused' | 'changed' | 'comment'>>,
  ) {
    return PetitionTextPage({
      staff,
      slug,
      locale: localeIn(lang),
      title: await this.petitions.titleOf(slug),
      draft: await this.drafts.of(slug),
      pictures: await this.pictures.list(await this.petitions.campaignOf(slug)),
      claims: await this.claims.list(),
      comments: await this.comments.list(slug),
      names: await this.names.all(),
      saved: false,
      ...more,
    });
  }
}

const localeIn = (lang: string | undefined) => writtenLocales.find((one) => one === lang) ?? 'en';
