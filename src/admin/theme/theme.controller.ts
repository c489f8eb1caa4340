import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ChecksOwnForm, CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CampaignManagement } from '../../campaigns/campaign-management.service.js';
import { PicturesService } from '../../campaigns/pictures/pictures.service.js';
import { themeForm } from '../../campaigns/theme/theme.schema.js';
import { ThemeService } from '../../campaigns/theme/theme.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { TakesFiles } from '../../platform/http/route-marks.js';
import { discardRest } from '../../platform/http/uploads.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { PictureForm } from '../pictures/picture-form.js';
import { ThemePage } from './theme-page.js';

type SlugParam = z.output<typeof slugParam>;

/** How the public pages of a campaign look. */
@AdminController('admin/campaigns/:slug/theme')
@RequirePermission('campaign:manage')
export class ThemeController {
  constructor(
    private readonly themes: ThemeService,
    private readonly campaigns: CampaignManagement,
    private readonly pictures: PicturesService,
    private readonly form: PictureForm,
  ) {}

  @Get()
  show(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, { done });
  }

  @Post()
  save(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const { id } = await this.campaigns.get(slug);
        await this.themes.save(id, await validate(themeForm, input), actor);
      },
      done: `/admin/campaigns/${slug}/theme?done=saved`,
      again: (refused, { httpStatus }) => {
        // Beside what somebody else has saved meanwhile, and to be saved on top of it.
        const { revision, ...typed } = refused.input;
        const input = httpStatus === 409 || revision === undefined ? typed : { ...typed, revision };
        return this.page(staff, slug, { refused: { ...refused, input } });
      },
    });
  }

  @Post('logo')
  @TakesFiles(true)
  @ChecksOwnForm(true)
  upload(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Req() request: FastifyRequest,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: async () => {
        const bytes = await this.form.take(request).catch((error: unknown) => {
          discardRest(request);
          throw error;
        });
        const { id } = await this.campaigns.get(slug);
        const logo = await this.pictures.add(id, bytes, actor);
        await this.themes.save(id, { ...(await this.themes.of(id)), logo }, actor);
      },
      done: `/admin/campaigns/${slug}/theme?done=saved`,
      // What was typed beside the file is not sent with it: the page shows what is stored.
      again: ({ faults, problem }) => this.page(staff, slug, { problem, faults }),
    });
  }

  private async page(
    staff: SignedIn,
    slug: string,
    more: { done?: string | undefined; refused?: Refused; problem?: string; faults?: Refused['faults'] },
  ) {
    const { id, names } = await this.campaigns.get(slug);
    const theme = await this.themes.of(id);
    const stored = { onLight: theme.onLight ?? '', onDark: theme.onDark ?? '', logo: theme.logo ?? '' };
    const { problem, faults = [] } = more;
    const refused = problem === undefined ? more.refused : { input: stored, faults, problem };
    return ThemePage({
      staff,
      slug,
      name: names.en ?? slug,
      theme,
      pictures: await this.pictures.list(id),
      done: more.done,
      refused,
    });
  }
}
