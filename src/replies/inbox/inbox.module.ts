import { Module } from '@nestjs/common';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/runtime.js';
import { AccessModule } from '../../access/access.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { SendingModule } from '../../letters/sending/sending.module.js';
import { InboundSmtp } from './inbound-smtp.js';
import { InboxDecisions } from './inbox-decisions.service.js';
import { InboxMessages } from './inbox-messages.service.js';
import { InboxEffects } from './inbox-effects.service.js';
import { InboxErasureService } from './inbox-erasure.service.js';
import { InboxIntake } from './inbox-intake.service.js';
import { InboxWaiting } from './inbox-waiting.service.js';
import { LetterFinder } from './letter-finder.service.js';
import { MailboxReading } from './mailbox-reading.js';
import { ImapMailbox } from './imap-mailbox.js';
import { Mailbox } from './mailbox.js';

const mailbox = {
  provide: Mailbox,
  useFactory: (config: Config) => new ImapMailbox(config.INBOUND_IMAP_URL ?? ''),
  inject: [CONFIG],
};

/** Incoming email. */
@Module({
  imports: [AccessModule, TreatiesModule, SendingModule],
  providers: [
    InboundSmtp,
    InboxDecisions,
    InboxMessages,
    InboxEffects,
    InboxErasureService,
    InboxIntake,
    InboxWaiting,
    LetterFinder,
    MailboxReading,
    mailbox,
  ],
  exports: [InboundSmtp, InboxDecisions, InboxMessages, InboxErasureService, InboxWaiting],
})
export class InboxModule {}
