import { Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  ChecksOwnForm,
  CurrentActor,
  CurrentStaff,
  ForAllCampaigns,
  RequirePermission,
} from '../../access/caller.decorator.js';
import { SessionsService, type SignedIn } from '../../access/sessions.service.js';
import { CampaignFiles } from '../../campaign-files/campaign-files.service.js';
import { campaignSlug } from '../../campaigns/campaign-form.schema.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { TakesFiles } from '../../platform/http/route-marks.js';
import { discardRest } from '../../platform/http/uploads.js';
import { PrivacyNotices } from '../../privacy/notice/privacy-notices.service.js';
import { AdminController } from '../frame/admin-controller.js';
import type { Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { CampaignFileForm } from './campaign-file-form.js';
import { CampaignImportPage } from './campaign-import-page.js';

/** A campaign from a file. */
@AdminController('admin/campaigns/import')
@RequirePermission('campaign:manage')
@ForAllCampaigns(true)
export class CampaignImportsController {
  constructor(
    private readonly files: CampaignFiles,
    private readonly campaigns: CampaignsService,
    private readonly notices: PrivacyNotices,
    private readonly sessions: SessionsService,
    private readonly form: CampaignFileForm,
  ) {}

  @Get()
  show(@CurrentStaff() staff: SignedIn) {
    return CampaignImportPage({ staff });
  }

  @Post()
  @TakesFiles(true)
  @ChecksOwnForm(true)
  take(@Req() request: FastifyRequest, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    const input: Texts = {};
    return submit({
      input,
      work: async () => {
        const text = await this.form.take(request, input).catch((error: unknown) => {
          discardRest(request);
          throw error;
        });
        const { slug } = await this.files.import(text, actor, wantedSlug(input.as));
        await this.notices.renew();
        await this.sessions.look(staff.sessionId, await this.campaigns.idOf(slug));
        return slug;
      },
      done: (slug) => `/admin/campaigns/${slug}`,
      again: (refused) => CampaignImportPage({ staff, refused }),
    });
  }
}

/** @throws InvalidInput */
function wantedSlug(typed = ''): string | null {
  if (typed.trim() === '') return null;
  const read = campaignSlug.safeParse(typed.trim());
  if (read.success) return read.data;
  throw new InvalidInput([{ pointer: '/as', code: 'field.invalid', detail: 'is not a short name for a campaign' }]);
}
