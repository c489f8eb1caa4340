import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { LinkChecksModule } from '../../petitions/links/links.module.js';
import { Freezing } from './freezing.service.js';
import { MailingStatuses } from './mailing-status.service.js';
import { UpdateMailings } from './mailings.service.js';
import { Pace } from './pace.service.js';
import { RecipientTokens } from './recipient-tokens.js';
import { SendingReadiness } from './sending-readiness.service.js';
import { UpdateDispatcher } from './update-dispatcher.js';
import { UpdateFigures } from './update-figures.js';
import { UpdateLetterheads } from './update-letterhead.service.js';
import { UpdateMailingsWaiting } from './update-mailings-waiting.service.js';
import { UpdateMails } from './update-mails.service.js';
import { UpdateSender } from './update-sender.service.js';
import { UpdateQueue } from './update-queue.service.js';

/** The email of an update: who gets it, when it leaves, and what became of each. */
@Module({
  imports: [AccessModule, CampaignsModule, LinkChecksModule],
  providers: [
    Freezing,
    MailingStatuses,
    Pace,
    RecipientTokens,
    SendingReadiness,
    UpdateDispatcher,
    UpdateFigures,
    UpdateLetterheads,
    UpdateMailings,
    UpdateMailingsWaiting,
    UpdateMails,
    UpdateQueue,
    UpdateSender,
  ],
  exports: [
    MailingStatuses,
    RecipientTokens,
    SendingReadiness,
    UpdateDispatcher,
    UpdateMailings,
    UpdateMailingsWaiting,
    UpdateMails,
  ],
})
export class UpdatesSendingModule {}
