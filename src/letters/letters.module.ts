import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { AddresseesService } from './addressees.service.js';
import { LetterFigures } from './dispatch/letter-figures.js';
import { LettersDispatcher } from './dispatch/letters-dispatcher.js';
import { LetterHolds } from './dispatch/letter-holds.service.js';
import { SendGate } from './dispatch/send-gate.service.js';
import { PrintQueueService } from './paper/print-queue.service.js';
import { InboundSmtp } from './inbox/inbound-smtp.js';
import { ImapMailbox } from './inbox/imap-mailbox.js';
import { InboxDecisions } from './inbox/inbox-decisions.service.js';
import { InboxDesk } from './inbox/inbox-desk.service.js';
import { InboxEffects } from './inbox/inbox-effects.service.js';
import { InboxErasureService } from './inbox/inbox-erasure.service.js';
import { InboxIntake } from './inbox/inbox-intake.service.js';
import { LetterFinder } from './inbox/letter-finder.service.js';
import { Mailbox } from './inbox/mailbox.js';
import { MailboxReading } from './inbox/mailbox-reading.js';
import { MailProvidersService } from './runs/mail-providers.service.js';
import { ReplyAddresses } from './inbox/reply-addresses.js';
import { WaitingMails } from './dispatch/waiting-mails.service.js';
import { LetterCountsService } from './letter-counts.service.js';
import { LetterFilesService } from './letter-files.service.js';
import { LetterTextsService } from './letter-texts.service.js';
import { LettersService } from './letters.service.js';
import { RunPlanService } from './runs/run-plan.service.js';
import { RunsService } from './runs/runs.service.js';
import { AnswersService } from './stances/answers.service.js';
import { PublishedLettersService } from './stances/published-letters.service.js';
import { ScoreboardService } from './stances/scoreboard.service.js';
import { SilenceService } from './stances/silence.service.js';
import { StateTimelineService } from './stances/state-timeline.service.js';
import { TemplatePreviewsService } from './template-previews.service.js';
import { TemplatesService } from './templates/templates.service.js';
import { CorrectionTextsService } from './corrections/correction-texts.service.js';
import { CorrectionsService } from './corrections/corrections.service.js';
import { DigestsService } from './personal/digests.service.js';
import { LetterConfirmations } from './personal/letter-confirmations.service.js';
import { ModerationService } from './personal/moderation.service.js';
import { OwnLettersService } from './personal/own-letters.service.js';
import { PersonalLetterMails } from './personal/personal-letter-mails.service.js';
import { PersonalLettersController } from './personal/personal-letters.controller.js';
import { PersonalLettersService } from './personal/personal-letters.service.js';
import { ChannelsService } from './channels.service.js';
import { ContactDecisionsService } from './contact-decisions.service.js';
import { LettersDemo } from './demo/letters-demo.service.js';
import { MinistriesDemo } from './demo/ministries-demo.service.js';
import { MinistriesImportService } from './ministries-import.service.js';
import { MinistriesReference } from './ministries.reference.js';
import { MinistriesService } from './ministries.service.js';
import { MinistryListService } from './ministry-list.service.js';
import { OfficeHoldersService } from './office-holders.service.js';

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
