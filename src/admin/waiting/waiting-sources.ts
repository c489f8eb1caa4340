import { Injectable } from '@nestjs/common';
import { ApiTokensService } from '../../access/api-tokens.service.js';
import type { CampaignRef } from '../../access/campaign-reach.service.js';
import { CampaignWaiting } from '../../campaigns/campaign-waiting.service.js';
import { DemandEvidence } from '../../campaigns/demands/demand-evidence.service.js';
import { ClaimsWaiting } from '../../claims/claims-waiting.service.js';
import { ImportsService } from '../../imports/imports.service.js';
import { MailingsWaiting } from '../../letters/sending/mailings-waiting.service.js';
import { TemplatesWaiting } from '../../letters/writing/templates-waiting.service.js';
import { ExportLogService } from '../../lists/export-log.service.js';
import { ChannelsService } from '../../ministries/channels.service.js';
import { DraftsWaiting } from '../../petitions/drafts/drafts-waiting.service.js';
import { FraudWaiting } from '../../petitions/fraud-waiting.service.js';
import type { Waiting } from '../../platform/waiting.js';
import { AnswersService } from '../../replies/answers/answers.service.js';
import { SilenceService } from '../../replies/answers/silence.service.js';
import { InboxWaiting } from '../../replies/inbox/inbox-waiting.service.js';
import { ModerationService } from '../../supporter-letters/moderation.service.js';
import { LedgerService } from '../../treaties/ledger.service.js';
import { UpdateMailingsWaiting } from '../../updates/sending/update-mailings-waiting.service.js';
import { UpdatesWaiting } from '../../updates/writing/updates-waiting.service.js';
import type { WaitingKindName } from './waiting-kinds.js';

type Question = (campaign: CampaignRef, everywhere: boolean) => Promise<Waiting[]>;

/** Whom to ask what waits. Ministries, ledger and claims are shared: what waits there waits for the staff of every campaign. */
@Injectable()
export class WaitingSources {
  private readonly questions: Record<WaitingKindName, Question>;

  constructor(
    campaigns: CampaignWaiting,
    drafts: DraftsWaiting,
    mailings: MailingsWaiting,
    templates: TemplatesWaiting,
    inbox: InboxWaiting,
    answers: AnswersService,
    silence: SilenceService,
    moderation: ModerationService,
    channels: ChannelsService,
    ledger: LedgerService,
    claims: ClaimsWaiting,
    evidence: DemandEvidence,
    imports: ImportsService,
    fraud: FraudWaiting,
    exports: ExportLogService,
    tokens: ApiTokensService,
    updates: UpdatesWaiting,
    updateMailings: UpdateMailingsWaiting,
  ) {
    this.questions = {
      milestones: ({ slug }) => campaigns.milestones(slug),
      facts: ({ id }) => campaigns.missingFacts(id),
      drafts: ({ id }) => drafts.toReview(id),
      translations: ({ id }) => drafts.staleTranslations(id),
      updates: ({ id }) => updates.toReview(id),
      updateMailings: ({ id }) => updateMailings.toApprove(id),
      mailings: ({ id }) => mailings.toApprove(id, 'mailings'),
      corrections: ({ id }) => mailings.toApprove(id, 'corrections'),
      held: ({ id }) => mailings.held(id),
      post: ({ id }) => mailings.toPost(id),
      templates: ({ id }) => templates.toApprove(id),
      unassigned: () => inbox.toAssign(),
      unchecked: ({ id }) => inbox.toCheck(id),
      replies: ({ id }) => inbox.toRecord(id),
      answers: ({ id }) => answers.toAssess(id),
      followUps: ({ id }) => silence.waiting(id),
      supporterLetters: ({ id }) => moderation.toRead(id),
      addresses: () => channels.toVerify(),
      events: () => ledger.toVerify(),
      claims: () => claims.toReview(),
      evidence: ({ id }) => evidence.toConfirm(id),
      imports: ({ id }) => imports.waiting(id),
      fraud: ({ id }) => fraud.drafts(id),
      exports: ({ id }) => exports.toApprove(id),
      tokens: ({ id }, everywhere) => tokens.waiting(everywhere ? null : id),
    };
  }

  /** @param everywhere whether it is asked for somebody who works for all campaigns */
  ask(kind: WaitingKindName, campaign: CampaignRef, everywhere: boolean): Promise<Waiting[]> {
    return this.questions[kind](campaign, everywhere);
  }
}
