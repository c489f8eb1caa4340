import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { AddresseesService } from '../ministries/addressees.service.js';
import { LetterFigures } from './sending/letter-figures.js';
import { LettersDispatcher } from './sending/letters-dispatcher.js';
import { LetterHolds } from './sending/letter-holds.service.js';
import { SendGate } from './sending/send-gate.service.js';
import { PrintQueueService } from './sending/print-queue.service.js';
import { InboundSmtp } from '../replies/inbox/inbound-smtp.js';
import { ImapMailbox } from '../replies/inbox/imap-mailbox.js';
import { InboxDecisions } from '../replies/inbox/inbox-decisions.service.js';
import { InboxDesk } from '../replies/inbox/inbox-desk.service.js';
import { InboxEffects } from '../replies/inbox/inbox-effects.service.js';
import { InboxErasureService } from '../replies/inbox/inbox-erasure.service.js';
import { InboxIntake } from '../replies/inbox/inbox-intake.service.js';
import { LetterFinder } from '../replies/inbox/letter-finder.service.js';
import { Mailbox } from '../replies/inbox/mailbox.js';
import { MailboxReading } from '../replies/inbox/mailbox-reading.js';
import { MailProvidersService } from './sending/mail-providers.service.js';
import { ReplyAddresses } from './sending/reply-addresses.js';
import { WaitingMails } from './sending/waiting-mails.service.js';
import { LetterCountsService } from './writing/letter-counts.service.js';
import { LetterFilesService } from './sending/letter-files.service.js';
import { LetterTextsService } from './writing/letter-texts.service.js';
import { LettersService } from './sending/letters.service.js';
import { RunPlanService } from './sending/run-plan.service.js';
import { RunsService } from './sending/runs.service.js';
import { AnswersService } from '../replies/answers/answers.service.js';
import { PublishedLettersService } from '../replies/answers/published-letters.service.js';
import { ScoreboardService } from '../replies/answers/scoreboard.service.js';
import { SilenceService } from '../replies/answers/silence.service.js';
import { StateTimelineService } from '../replies/answers/state-timeline.service.js';
import { TemplatePreviewsService } from './writing/template-previews.service.js';
import { TemplatesService } from './writing/templates.service.js';
import { CorrectionTextsService } from './writing/correction-texts.service.js';
import { CorrectionsService } from './corrections/corrections.service.js';
import { DigestsService } from '../supporter-letters/digests.service.js';
import { LetterConfirmations } from '../supporter-letters/letter-confirmations.service.js';
import { ModerationService } from '../supporter-letters/moderation.service.js';
import { OwnLettersService } from '../supporter-letters/own-letters.service.js';
import { PersonalLetterMails } from '../supporter-letters/personal-letter-mails.service.js';
import { PersonalLettersController } from '../supporter-letters/personal-letters.controller.js';
import { PersonalLettersService } from '../supporter-letters/personal-letters.service.js';
import { ChannelsService } from '../ministries/channels.service.js';
import { ContactDecisionsService } from '../ministries/contact-decisions.service.js';
import { LettersDemo } from '../replies/demo/letters-demo.service.js';
import { MinistriesDemo } from '../ministries/ministries-demo.service.js';
import { MinistriesImportService } from '../ministries/ministries-import.service.js';
import { MinistriesReference } from '../ministries/ministries.reference.js';
import { MinistriesService } from '../ministries/ministries.service.js';
import { MinistryListService } from '../ministries/ministry-list.service.js';
import { OfficeHoldersService } from '../ministries/office-holders.service.js';

const ministries = [
  AddresseesService,
  ChannelsService,
  ContactDecisionsService,
  MinistriesDemo,
  MinistriesImportService,
  MinistriesReference,
  MinistriesService,
  MinistryListService,
  OfficeHoldersService,
];

const writing = [
  LetterCountsService,
  LetterFilesService,
  LetterHolds,
  LetterTextsService,
  LettersDispatcher,
  LetterFigures,
  LettersService,
  MailProvidersService,
  PrintQueueService,
  RunPlanService,
  RunsService,
  SendGate,
  TemplatePreviewsService,
  TemplatesService,
  WaitingMails,
];

const inbox = [
  InboundSmtp,
  InboxDecisions,
  InboxDesk,
  InboxEffects,
  InboxErasureService,
  InboxIntake,
  LetterFinder,
  MailboxReading,
  ReplyAddresses,
];
/** What asks other people's servers. */
const outside = [{ provide: Mailbox, useFactory: (config: Config) => new ImapMailbox(config.INBOUND_IMAP_URL ?? ''), inject: [CONFIG] }];

const answering = [LettersDemo, AnswersService, PublishedLettersService, ScoreboardService, SilenceService, StateTimelineService];

const supporters = [
  CorrectionTextsService,
  CorrectionsService,
  DigestsService,
  LetterConfirmations,
  ModerationService,
  OwnLettersService,
  PersonalLetterMails,
  PersonalLettersService,
];

/** Letters to foreign ministries: whom to write to, what, when, and what became of it. */
@Module({
  imports: [AccessModule, TreatiesModule, ClaimsModule, CampaignsModule, SupportersModule, PetitionsModule],
  controllers: [PersonalLettersController],
  providers: [...ministries, ...writing, ...answering, ...inbox, ...supporters, ...outside],
  exports: [...ministries, ...writing, ...answering, ...inbox, ...supporters],
})
export class LettersModule {}
