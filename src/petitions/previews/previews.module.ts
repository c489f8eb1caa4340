import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { DraftsModule } from '../drafts/drafts.module.js';
import { SignerMailsModule } from '../mails/signer-mails.module.js';
import { PetitionsModule } from '../petitions.module.js';
import { PetitionPreviews } from './petition-previews.service.js';
import { PreviewLinks } from './preview-links.service.js';

/** Drafts as the public would read them, for staff and on links for others. */
@Module({
  imports: [AccessModule, CampaignsModule, ClaimsModule, DraftsModule, PetitionsModule, SignerMailsModule],
  providers: [PetitionPreviews, PreviewLinks],
  exports: [PetitionPreviews, PreviewLinks],
})
export class PreviewsModule {}
