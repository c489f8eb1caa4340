import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { defineJob, Jobs } from '../../platform/jobs/jobs.js';
import { ReportAddresses } from '../../platform/mail/report-addresses.js';
import { CONFIG } from '../../platform/runtime.js';
import { Tokens } from '../../platform/tokens.js';
import { InboxIntake, type Received } from './inbox-intake.service.js';
import { tryLockMailbox } from './inbox.sql.js';
import { mailboxPortion } from './inbox.limits.js';
import { Mailbox, type OpenMailbox } from './mailbox.js';
import { readMessage } from './reading/message.js';
import { ReplyAddresses } from '../../letters/sending/reply-addresses.js';

export const readMailboxJob = defineJob('letters.read_mailbox', z.object({}), { attempts: 1 });

/** Headers in which servers and senders name the recipient, the most reliable first. */
const recipientHeaders = ['delivered-to', 'x-original-to', 'envelope-to', 'to', 'cc'];

/** Reads the mailbox every minute, message by message: stored, then counted as read, in one transaction. */
@Injectable()
export class MailboxReading implements OnModuleInit {
  private readonly log = new Logger('Mailbox');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly tokens: Tokens,
    private readonly addresses: ReplyAddresses,
    private readonly reports: ReportAddresses,
    private readonly intake: InboxIntake,
    private readonly mailbox: Mailbox,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(readMailboxJob, async () => void (await this.read()));
    if (this.config.INBOUND_IMAP_URL !== undefined) this.jobs.schedule(readMailboxJob, '* * * * *');
  }

  /** Reads new messages, up to a limit. Nothing while another process does. @returns how many messages were stored */
  async read(): Promise<number> {
    if (this.config.INBOUND_IMAP_URL === undefined) return 0;
    const key = this.tokens.keyedHash('mailbox', keyOf(this.config.INBOUND_IMAP_URL)).toString('hex');
    try {
      return await this.mailbox.visit((folder) => this.readFolder(folder, key));
    } catch (error) {
      // The text of an error may contain the account name.
      this.log.warn(
        `The mailbox was not read completely: ${(error as { code?: string }).code ?? (error as Error).name}.`,
      );
      return 0;
    }
  }

  private async readFolder(folder: OpenMailbox, key: string): Promise<number> {
    let after = await this.lastRead(key, folder.uidValidity);
    const uids = (await folder.uidsAfter(after)).slice(0, mailboxPortion);
    let taken = 0;
    for (const uid of uids) {
      const message = await folder.read(uid, this.config.INBOUND_MAX_MB * 1024 * 1024);
      const advance = (tx: Tx): Promise<void> => this.advance(tx, key, folder.uidValidity, after, uid);
      try {
        if (message) {
          const { raw, size, isWhole } = message;
          const received: Received = { source: 'imap', raw, recipient: await this.recipientOf(raw), handover: null };
          await this.intake.take(isWhole ? received : { ...received, tooLarge: size }, advance);
          taken++;
        } else await this.database.transaction(advance);
      } catch (error) {
        if (error instanceof ReadElsewhere) return taken;
        throw error;
      }
      after = uid;
    }
    return taken;
  }

  /** 0 for a new mailbox, or one whose UIDs are no longer valid: stored messages are recognised by their content. */
  private async lastRead(key: string, uidValidity: bigint): Promise<number> {
    const row = await this.database.prisma.inboundMailbox.findUnique({ where: { key } });
    return row?.uidValidity === uidValidity ? Number(row.lastUid) : 0;
  }

  /** @throws ReadElsewhere when another process has read on meanwhile, or is reading now */
  private async advance(tx: Tx, key: string, uidValidity: bigint, from: number, to: number): Promise<void> {
    if (!(await tryLockMailbox(tx, key))) throw new ReadElsewhere();
    const row = await tx.inboundMailbox.findUnique({ where: { key } });
    const at = row?.uidValidity === uidValidity ? Number(row.lastUid) : 0;
    if (at !== from) throw new ReadElsewhere();
    const data = { uidValidity, lastUid: BigInt(to), readAt: this.clock.now() };
    await tx.inboundMailbox.upsert({ where: { key }, create: { key, ...data }, update: data });
  }

  /** The address of ours that the message names; else that of LETTERS_REPLY_TO, else just "mailbox". */
  private async recipientOf(raw: Buffer): Promise<string> {
    const { headers } = await readMessage(raw.subarray(0, 256 * 1024));
    const words = recipientHeaders
      .flatMap((name) => headers.get(name) ?? [])
      .flatMap((value) => value.split(/[\s<>,;:"()]+/));
    const own = words.find(
      (word) =>
        ['reply', 'bounce'].includes(this.addresses.read(word)?.use ?? '') || this.reports.ownerOf(word) !== null,
    );
    return own ?? this.config.LETTERS_REPLY_TO ?? 'mailbox';
  }
}

class ReadElsewhere extends Error {}

/** The mailbox without its password, which may change. */
function keyOf(url: string): string {
  const { host, username, pathname } = new URL(url);
  return `${username}@${host}${pathname}`;
}
