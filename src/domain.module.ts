import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { CampaignsModule } from './campaigns/campaigns.module.js';
import { DemandsModule } from './campaigns/demands/demands.module.js';
import { ClaimsModule } from './claims/claims.module.js';
import { PlatformModule } from './platform/platform.module.js';
import type { Runtime } from './platform/runtime.js';
import { SupportersModule } from './supporters/supporters.module.js';
import { TreatiesModule } from './treaties/treaties.module.js';
import { PetitionsDemoModule } from './petitions/demo/petitions-demo.module.js';
import { PetitionFiguresModule } from './petitions/figures/petition-figures.module.js';
import { PetitionsModule } from './petitions/petitions.module.js';
import { SignerMailsModule } from './petitions/mails/signer-mails.module.js';
import { DraftsModule } from './petitions/drafts/drafts.module.js';
import { ContactsModule } from './petitions/contacts/contacts.module.js';
import { ListsModule } from './lists/lists.module.js';
import { ChangesModule } from './lists/changes/changes.module.js';
import { TransparencyModule } from './transparency/transparency.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { MinistriesModule } from './ministries/ministries.module.js';
import { SupporterLettersModule } from './supporter-letters/supporter-letters.module.js';
import { LettersModule } from './letters/letters.module.js';
import { RepliesModule } from './replies/replies.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { UpdatesModule } from './updates/updates.module.js';
import { CampaignAccessModule } from './campaign-access/campaign-access.module.js';
import { CampaignFilesModule } from './campaign-files/campaign-files.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';

/** Every module, from left to right. */
export const domainModules = (runtime: Runtime): (DynamicModule | Type)[] => [
  PlatformModule.of(runtime),
  AccessModule,
  TreatiesModule,
  ClaimsModule,
  CampaignsModule,
  DemandsModule,
  SupportersModule,
  PetitionsModule,
  PetitionFiguresModule,
  PetitionsDemoModule,
  SignerMailsModule,
  DraftsModule,
  ContactsModule,
  ListsModule,
  ChangesModule,
  TransparencyModule,
  ImportsModule,
  MinistriesModule,
  SupporterLettersModule,
  LettersModule,
  RepliesModule,
  WebhooksModule,
  UpdatesModule,
  PrivacyModule,
  CampaignAccessModule,
  CampaignFilesModule,
];

/** The modules without an entry point: what a command works with, which answers no requests. */
@Module({})
export class DomainModule {
  static of(runtime: Runtime): DynamicModule {
    return { module: DomainModule, imports: domainModules(runtime) };
  }
}
