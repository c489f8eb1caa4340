import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ChecksOwnForm, CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { PicturesService } from '../../campaigns/pictures/pictures.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { TakesFiles } from '../../platform/http/route-marks.js';
import { discardRest } from '../../platform/http/uploads.js';
import { AdminController } from '../frame/admin-controller.js';
import { QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { PictureForm } from './picture-form.js';
import { PicturesPage } from './pictures-page.js';

type SlugParam = z.output<typeof slugParam>;

/** The pictures that texts of a petition may show: all of its campaign. */
@AdminController('admin/petitions/:slug/pictures')
@RequirePermission('plan:read')
export class PetitionPicturesController {
  constructor(
    private readonly pictures: PicturesService,
    private readonly petitions: PetitionsService,
    private readonly form: PictureForm,
  ) {}

  @Get()
  list(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { added }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, added);
  }

  @Post()
  @RequirePermission('plan:manage')
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
        const campaignId = await this.petitions.campaignOf(slug);
        const bytes = await this.form.take(request).catch((error: unknown) => {
          discardRest(request);
          throw error;
        });
        return this.pictures.add(campaignId, bytes, actor);
      },
      done: (name) => `/admin/petitions/${slug}/pictures?added=${name}`,
      again: (refused) => this.page(staff, slug, undefined, refused),
    });
  }

  private async page(staff: SignedIn, slug: string, added: string | undefined, refused?: Refused) {
    const [title, campaignId] = [await this.petitions.titleOf(slug), await this.petitions.campaignOf(slug)];
    return PicturesPage({ staff, slug, title, pictures: await this.pictures.list(campaignId), added, refused });
  }
}
