import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { PicturesService } from '../../campaigns/pictures/pictures.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { json } from '../../platform/http/answer.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { validate } from '../../platform/http/validation.js';
import { StaffUpdates, titleIn } from '../../updates/writing/staff-updates.service.js';
import { UpdateDrafts } from '../../updates/writing/update-drafts.service.js';
import { UpdateChanged } from '../../updates/writing/updates.errors.js';
import { updateForm, updateParam, type UpdateParam } from '../../updates/writing/updates.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { UpdateTextPage, type UpdateTextPageProps } from './update-text-page.js';

/** The words of an update, written language by language. */
@AdminController('admin/updates/:slug/text')
@RequirePermission('plan:read')
export class UpdateTextController {
  constructor(
    private readonly updates: StaffUpdates,
    private readonly drafts: UpdateDrafts,
    private readonly petitions: PetitionsService,
    private readonly pictures: PicturesService,
    private readonly claims: ClaimsService,
  ) {}

  @Get()
  edit(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @QueryTexts() { lang, done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, lang, { saved: done === 'saved' });
  }

  /** A script that saves while somebody types asks for JSON. */
  @Post()
  @RequirePermission('updates:write')
  async save(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @Req() { headers }: FastifyRequest,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const byScript = /json/.test(headers.accept ?? '');
    const save = async () => this.drafts.save(slug, await validate(updateForm, input), actor, byScript);
    if (byScript) return json(await save());
    return submit({
      input,
      work: save,
      done: () => `/admin/updates/${slug}/text?lang=${input.locale}&done=saved`,
      again: (refused, error) => {
        if (!(error instanceof UpdateChanged)) return this.page(staff, slug, input.locale, { refused });
        const together = { ...refused, input: { ...refused.input, ...error.merged } };
        return this.page(staff, slug, input.locale, { refused: together, changed: true });
      },
    });
  }

  private async page(
    staff: SignedIn,
    slug: string,
    lang: string | undefined,
    more: Partial<Pick<UpdateTextPageProps, 'saved' | 'refused' | 'changed'>>,
  ) {
    const update = await this.updates.of(slug);
    const own = await this.updates.petitionOf(update);
    return UpdateTextPage({
      staff,
      update,
      title: titleIn(update.texts, slug),
      locale: writtenLocales.find((one) => one === lang) ?? 'en',
      petition: own ?? (await this.petitions.slugsOf(update.campaignId))[0] ?? null,
      pictures: await this.pictures.list(update.campaignId),
      claims: await this.claims.list(),
      saved: false,
      ...more,
    });
  }
}
