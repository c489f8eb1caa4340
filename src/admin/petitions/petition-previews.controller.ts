import { Get, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { PreviewLinks } from '../../petitions/previews/preview-links.service.js';
import { previewForm } from '../../petitions/previews/previews.schema.js';
import type { Config } from '../../platform/config/config.js';
import { page } from '../../platform/http/page.js';
import { headersFor } from '../../platform/http/security-headers.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { validate } from '../../platform/http/validation.js';
import { CONFIG } from '../../platform/runtime.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { PetitionDrafts } from '../../petitions/drafts/petition-drafts.service.js';
import { PetitionPreviewsPage } from './petition-previews-page.js';

type SlugParam = z.infer<typeof slugParam>;
const linkParam = slugParam.extend({ id: z.uuid() });

/** Drafts as the public would read them, and the links on which others do. */
@AdminController('admin/petitions/:slug/previews')
@RequirePermission('plan:read')
export class PetitionPreviewsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly drafts: PetitionDrafts,
    private readonly links: PreviewLinks,
    private readonly petitions: PetitionsService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async list(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { lang }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.framing(await this.content(staff, slug, { lang }));
  }

  @Post()
  @RequirePermission('plan:manage')
  create(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.links.create(slug, (await validate(previewForm, input)).days, actor),
      done: async (secret) =>
        this.framing(await this.content(staff, slug, { address: `${this.config.PUBLIC_URL}/preview/${secret}` })),
      again: (refused) => this.content(staff, slug, { refused }),
    });
  }

  @Post(':id/revoke')
  @RequirePermission('plan:manage')
  revoke(@Param({ schema: linkParam }) { slug, id }: z.infer<typeof linkParam>, @CurrentActor() actor: string) {
    return submit({
      work: () => this.links.revoke(slug, id, actor),
      done: `/admin/petitions/${slug}/previews`,
      again: (refused) => Promise.reject(new Error(refused.problem)),
    });
  }

  private async content(
    staff: SignedIn,
    slug: string,
    { lang, ...more }: { lang?: string | undefined; address?: string; refused?: Refused },
  ) {
    return PetitionPreviewsPage({
      staff,
      slug,
      title: await this.petitions.titleOf(slug),
      locale: writtenLocales.find((one) => one === lang) ?? 'en',
      languages: (await this.drafts.of(slug)).languages,
      links: await this.links.list(slug),
      names: await this.names.all(),
      ...more,
    });
  }

  /** The one staff page that shows other pages of ours. */
  private framing(content: Parameters<typeof page>[0]) {
    const policy = headersFor(this.config.PUBLIC_URL)['content-security-policy'] ?? '';
    return page(content, 200, { 'content-security-policy': `${policy}; frame-src 'self'` });
  }
}
