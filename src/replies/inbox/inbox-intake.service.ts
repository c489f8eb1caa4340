import { lockOneUntilCommit } from '../../platform/database/advisory-locks.js';
import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, hours } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { ReportAddresses, type MailReport, type ReportOwner } from '../../platform/mail/report-addresses.js';
import { CONFIG } from '../../platform/runtime.js';
import { AddressBusy } from './inbox.errors.js';
import { InboxEffects } from './inbox-effects.service.js';
import { storeRaw, takenSince } from './inbox.sql.js';
import { hourlyLimits } from './inbox.limits.js';
import { type MailStatus } from './inbox.status.js';
import { LetterFinder } from './letter-finder.service.js';
import { DnsResolver } from '../../platform/dns.js';
import { authenticateMail, type Authentication, type Handover } from './reading/authentication.js';
import { classify, type Classified } from './reading/classify.js';
import { matchSigns } from './reading/match-letter.js';
import { mailReport } from './reading/mail-report.js';
import { readMessage, type Message } from './reading/message.js';
import { storable } from './reading/plain-text.js';
import { judgeTrust, type Trust } from './reading/trust.js';
import { ReplyAddresses, type OwnAddress } from '../../letters/sending/reply-addresses.js';

/** A message as it arrived, for one recipient. */
export interface Received {
  source: 'smtp' | 'imap';
  raw: Buffer;
  recipient: string;
  /** The client that delivered it; null from a mailbox */
  handover: Handover | null;
  /** Only its headers are here: the whole, with this many bytes, is too large */
  tooLarge?: number;
}

interface Judged {
  message: Message;
  own: OwnAddress | null;
  classified: Classified;
  authentication: Authentication;
  letterId: string | null;
  matchRule: string | null;
  trust: Trust;
}

/** Receives messages: parses, judges, stores, and applies the effects on the letter, all in one transaction. */
@Injectable()
export class InboxIntake {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly resolver: DnsResolver,
    private readonly addresses: ReplyAddresses,
    private readonly reports: ReportAddresses,
    private readonly finder: LetterFinder,
    private readonly effects: InboxEffects,
  ) {}

  /** Whether an address accepts one more message now. */
  async isBusy(recipient: string): Promise<boolean> {
    return this.isFull(this.database.prisma, recipient.toLowerCase());
  }

  /**
   * Resolves when the message is stored; the same message to the same recipient is stored once, however often it arrives.
   * @param andThen more work for the transaction
   * @throws AddressBusy, LetterInFlight, and database errors: nothing was stored then
   */
  async take(
    received: Received,
    andThen: (tx: Tx) => Promise<void> = () => Promise.resolve(),
  ): Promise<'stored' | 'repeated'> {
    const recipient = received.recipient.toLowerCase();
    const message = await readMessage(received.raw);
    const reported = this.reportIn(received, recipient, message);
    if (reported) {
      await this.database.transaction(async (tx) => {
        await reported.owner.take(tx, reported.report);
        await andThen(tx);
      });
      return 'stored';
    }
    const sha256 = createHash('sha256').update(received.raw).digest();
    if (await this.isKnown(this.database.prisma, sha256, recipient)) {
      await this.database.transaction(andThen);
      return 'repeated';
    }
    const judged = await this.judge(received, recipient, message);
    return this.database.transaction(async (tx) => {
      await lockOneUntilCommit(tx, 'inboundAddress', recipient);
      const isRepeated = await this.isKnown(tx, sha256, recipient);
      if (!isRepeated) {
        if (received.source === 'smtp' && (await this.isFull(tx, recipient))) throw new AddressBusy();
        await this.store(tx, received, recipient, sha256, judged);
      }
      await andThen(tx);
      return isRepeated ? 'repeated' : 'stored';
    });
  }

  /** A report about an email that is no letter, such as an update: its module takes it, and nothing of it is stored. */
  private reportIn(
    { handover }: Received,
    recipient: string,
    message: Message,
  ): { owner: ReportOwner; report: MailReport } | null {
    const addressed = this.reports.ownerOf(recipient);
    const classified = classify(message, handover?.envelopeFrom ?? null, addressed !== null);
    const report = mailReport(recipient, message, classified);
    const owner = addressed ?? this.reports.ownerOfMail(report.about);
    return owner && { owner, report };
  }

  /** Everything slow or remote, before the transaction. */
  private async judge({ raw, handover }: Received, recipient: string, message: Message): Promise<Judged> {
    const own = this.addresses.read(recipient);
    const classified = classify(message, handover?.envelopeFrom ?? null, own?.use === 'bounce');
    const authentication = await authenticateMail(raw, handover, this.resolver);
    const match = await this.finder.find(matchSigns(own, message, classified.report?.originalId ?? null));
    const letter = match && (await this.finder.termsOf(match.letterId));
    const trust = judgeTrust(own, classified, message, authentication, letter);
    return {
      message,
      own,
      classified,
      authentication,
      letterId: match?.letterId ?? null,
      matchRule: match?.rule ?? null,
      trust,
    };
  }

  private async store(tx: Tx, received: Received, recipient: string, sha256: Buffer, judged: Judged): Promise<void> {
    const { message, classified, authentication, letterId, matchRule, trust } = judged;
    const [id, now] = [newId(), this.clock.now()];
    const { handover, raw, source, tooLarge } = received;
    const [from] = message.from;
    const report = classified.report && { action: classified.report.action, status: classified.report.status };
    await tx.inboundMail.create({
      data: {
        id,
        receivedAt: now,
        source,
        envelopeFrom: handover && storable(handover.envelopeFrom, 320),
        recipient,
        size: Math.min(tooLarge ?? raw.length, 2 ** 31 - 1),
        sha256: new Uint8Array(sha256),
        messageId: message.messageId && storable(message.messageId, 500),
        inReplyTo: message.inReplyTo && storable(message.inReplyTo, 500),
        fromAddress: from?.address ?? null,
        fromName: from?.name ?? null,
        subject: message.subject,
        sentAt: message.sentAt,
        text: message.text,
        kind: classified.kind,
        kindRule: classified.rule,
        letterId,
        matchRule,
        authentication: {
          ...authentication,
          ip: handover?.ip ?? null,
          helo: handover && storable(handover.helo, 255),
          trust: trust.rule,
          report,
        },
        trusted: trust.trusted,
        status: (letterId === null ? 'tray' : 'matched') satisfies MailStatus,
        note: tooLarge !== undefined ? 'too_large' : message.sealed ? 'sealed' : null,
      },
      select: { id: true },
    });
    await storeRaw(tx, id, raw);
    if (letterId === null) return;
    const mail = { id, kind: classified.kind, kindRule: classified.rule, letterId };
    if (trust.trusted) await this.effects.apply(tx, mail, now, 'system');
    else await this.effects.note(tx, mail, now);
  }

  private async isKnown(tx: Tx, sha256: Buffer, recipient: string): Promise<boolean> {
    const where = { sha256_recipient: { sha256: new Uint8Array(sha256), recipient } };
    return (await tx.inboundMail.findUnique({ where, select: { id: true } })) !== null;
  }

  private async isFull(tx: Tx, recipient: string): Promise<boolean> {
    const { messages, megabytes } = hourlyLimits[this.addresses.read(recipient)?.use === 'shared' ? 'shared' : 'own'];
    const taken = await takenSince(tx, recipient, new Date(this.clock.now().getTime() - hours(1)));
    return taken.messages >= messages || taken.bytes >= Math.max(megabytes, this.config.INBOUND_MAX_MB) * 1024 * 1024;
  }
}
