import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/database.js';
import { ReportAddresses, type MailReport } from '../../platform/mail/report-addresses.js';
import { judge } from '../../platform/mail/smtp.answers.js';
import { Suppressions } from '../../platform/mail/suppressions.js';
import { Metrics } from '../../platform/metrics.js';
import { CONFIG } from '../../platform/runtime.js';
import { RecipientTokens, type TokenRecipient } from '../sending/recipient-tokens.js';
import { holdWarmUp, markRecipient, pauseForComplaints } from './feedback.sql.js';
import { UpdateStopping } from './stopping.service.js';

/** Types of complaints by readers (RFC 5965); `not-spam` is none. */
const complaints = ['abuse', 'fraud', 'virus', 'other', 'opt-out', 'opt-out-list'];

/**
 * Bounces and complaints about updates. Each email has an address of its own for either, and a Message-ID, that nobody can make without our key: what is forged is
 * nobody's, and changes nothing.
 */
@Injectable()
export class UpdateReports implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tokens: RecipientTokens,
    private readonly addresses: ReportAddresses,
    private readonly stopping: UpdateStopping,
    private readonly suppressions: Suppressions,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.addresses.register({
      ownsAddress: (address) => this.addressed(address) !== null,
      ownsMail: (name) => this.named(name) !== null,
      take: (tx, report) => this.take(tx, report),
    });
  }

  private async take(tx: Tx, { recipient, about, delivery, complaint }: MailReport): Promise<void> {
    const found = this.addressed(recipient) ?? about.map((name) => this.named(name)).find((one) => one !== null);
    const reader = found && (await this.stopping.known(tx, found));
    if (!reader) return;
    const { update, supporterId } = reader;
    if (complaint !== null && complaints.includes(complaint)) {
      await this.stopping.complained(tx, reader);
      await holdWarmUp(tx, update.id, supporterId);
      const from = ['sent', 'outcome_unknown', 'unsubscribed'] as const;
      const [marked] = await markRecipient(tx, update.id, supporterId, from, 'complained', complaint);
      if (marked?.n === 1) await pauseForComplaints(tx, update.id);
      this.metrics.updateMails.inc({ outcome: 'complained' });
    } else if (complaint === null && delivery?.action === 'failed') {
      const { rule, suppress } = judge({
        command: 'RCPT TO',
        responseCode: 550,
        response: `550 ${delivery.status ?? ''}`,
      });
      const [marked] = await markRecipient(tx, update.id, supporterId, ['sent', 'outcome_unknown'], 'bounced', rule);
      if (marked?.n !== 1) return;
      const person = await tx.supporter.findUnique({ where: { id: supporterId }, select: { email: true } });
      if (suppress && person && person.email !== null)
        await this.suppressions.add(tx, person.email, 'hard_bounce', rule);
      this.metrics.updateMails.inc({ outcome: 'bounced' });
    }
  }

  /** `u.<token>@…` for bounces, `v.<token>@…` for complaints. */
  private addressed(address: string): TokenRecipient | null {
    const { LETTERS_REPLY_DOMAIN: domain } = this.config;
    const [, use, token = '', at] = /^([uv])\.([a-z2-7]{40,70})@(.+)$/.exec(address.toLowerCase()) ?? [];
    if (domain === undefined || at !== domain) return null;
    return this.tokens.open(use === 'u' ? 'bounce' : 'complaint', token);
  }

  /** A Message-ID, or the id of RFC 9477, which is a token alone. */
  private named(name: string): TokenRecipient | null {
    const [token = '', domain] = name.replace(/^<|>$/g, '').split('@');
    return this.tokens.open(domain === undefined ? 'complaint' : 'message', token);
  }
}
