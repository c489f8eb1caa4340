import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { ConsentsService } from './consents.service.js';
import { KeyCheckService } from './key-check.service.js';
import { MailAllowance } from './mail-allowance.service.js';
import { ProofOfWork } from './proof-of-work.service.js';
import { SignupGuard } from './signup-guard.service.js';
import { SupportersService } from './supporters.service.js';
import { TagsService } from './tags.service.js';

/** A person is a mailbox: consents, tags, and whether a sign-up is trusted. */
@Module({
  imports: [AccessModule, TreatiesModule, CampaignsModule],
  providers: [
    ConsentsService,
    KeyCheckService,
    MailAllowance,
    ProofOfWork,
    SignupGuard,
    SupportersService,
    TagsService,
  ],
  exports: [ConsentsService, MailAllowance, ProofOfWork, SignupGuard, SupportersService, TagsService],
})
export class SupportersModule {}
