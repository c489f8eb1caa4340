import { Get, Inject, Param } from '@nestjs/common';
import { CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Config } from '../../platform/config/config.js';
import { page } from '../../platform/http/page.js';
import { headersFor } from '../../platform/http/security-headers.js';
import { CONFIG } from '../../platform/runtime.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { UpdateMails } from '../../updates/sending/update-mails.service.js';
import { StaffUpdates, titleIn } from '../../updates/writing/staff-updates.service.js';
import { gapNamesIn } from '../../updates/writing/update-parts.values.js';
import { updateParam, type UpdateParam } from '../../updates/writing/updates.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { QueryTexts, type Texts } from '../frame/form.js';
import { UpdatePreviewsPage } from './update-previews-page.js';

/** What is written, before anybody else reads it. */
@AdminController('admin/updates/:slug/previews')
@RequirePermission('plan:read')
export class UpdatePreviewsPageController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly updates: StaffUpdates,
    private readonly mails: UpdateMails,
  ) {}

  @Get()
  async show(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @QueryTexts() { lang }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    const update = await this.updates.of(slug);
    const locale = writtenLocales.find((one) => one === lang) ?? 'en';
    const text = update.texts[locale];
    const isWritten = text !== undefined && gapNamesIn(text).length === 0;
    const mail = isWritten ? await this.mails.preview(update.id, locale) : null;
    const shown = UpdatePreviewsPage({ staff, update, title: titleIn(update.texts, slug), locale, mail });
    // It shows other pages of ours.
    const policy = headersFor(this.config.PUBLIC_URL)['content-security-policy'] ?? '';
    return page(shown, 200, { 'content-security-policy': `${policy}; frame-src 'self'` });
  }
}
