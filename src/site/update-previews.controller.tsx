import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RequirePermission } from '../access/caller.decorator.js';
import { ClaimsService } from '../claims/claims.service.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Answer } from '../platform/http/answer.js';
import { page } from '../platform/http/page.js';
import { headersFor } from '../platform/http/security-headers.js';
import { CONFIG } from '../platform/runtime.js';
import { UpdateMails } from '../updates/sending/update-mails.service.js';
import { StaffUpdates } from '../updates/writing/staff-updates.service.js';
import { UpdateNotFound } from '../updates/writing/updates.errors.js';
import { updateParam, type UpdateParam } from '../updates/writing/updates.schema.js';
import { UpdatePreviews } from '../updates/writing/update-previews.service.js';
import { UpdatePage } from './pages/update-pages.js';
import { SiteCampaigns } from './site-campaigns.service.js';
import { previewTexts } from './texts.js';
import { visitorOf } from './visitor.js';

/** An update as the public would read it: no script, no form, and kept by nobody. */
@Controller('admin/updates/:slug/preview')
@RequirePermission('plan:read')
export class UpdatePreviewsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly previews: UpdatePreviews,
    private readonly updates: StaffUpdates,
    private readonly mails: UpdateMails,
    private readonly claims: ClaimsService,
    private readonly sites: SiteCampaigns,
  ) {}

  @Get('page')
  async show(@Param({ schema: updateParam }) { slug }: UpdateParam, @Req() request: FastifyRequest) {
    const { locale } = visitorOf(request);
    const { update, changedAt } = await this.previews.of(slug, locale, this.clock.now());
    const bar = (
      <div class="notice preview">
        <p>
          <strong>{previewTexts(locale).banner}</strong>
        </p>
      </div>
    );
    const preview = { path: `/admin/updates/${slug}/preview/page`, bar, changedAt };
    const shown = UpdatePage({ locale, update, sources: await this.claims.notes(), preview });
    if (!shown) throw new UpdateNotFound();
    return page(await this.sites.framed(update.campaignId, shown), 200, this.headers("style-src 'self'"));
  }

  /** An email is styled in place, so its page alone may be. */
  @Get('mail')
  async mail(@Param({ schema: updateParam }) { slug }: UpdateParam, @Req() request: FastifyRequest) {
    const { html } = await this.mails.preview((await this.updates.of(slug)).id, visitorOf(request).locale);
    const headers = this.headers("style-src 'unsafe-inline'; sandbox");
    return new Answer(html, 200, { ...headers, 'content-type': 'text/html; charset=utf-8' });
  }

  private headers(rules: string): Record<string, string> {
    return {
      ...headersFor(this.config.PUBLIC_URL),
      'content-security-policy': `default-src 'none'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; ${rules}`,
      'x-frame-options': 'SAMEORIGIN',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
    };
  }
}
