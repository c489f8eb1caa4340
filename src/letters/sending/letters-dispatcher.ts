import { ChannelsService } from '../../ministries/channels.service.js';
import { domainOf } from '../../platform/mail/domain-of.js';
import { lockUntilCommit } from '../../platform/database/advisory-locks.js';
import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock, minutes } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { defineJob, Jobs } from '../../platform/jobs/jobs.js';
import { judge } from '../../platform/mail/smtp.answers.js';
import { MailTransport, senderDomain } from '../../platform/mail/transport.js';
import { Tracing } from '../../platform/tracing/tracing.js';
import { CONFIG } from '../../platform/runtime.js';
import type { LetterCounts } from '../writing/letter-counts.service.js';
import { LetterFilesService } from './letter-files.service.js';
import { ReplyAddresses } from './reply-addresses.js';
import { DigestsService, type Enclosure } from '../../supporter-letters/digests.service.js';
import { notIfMoved } from '../../supporter-letters/personal-letters.errors.js';
import { Enclosures } from './enclosures.service.js';
import { recordLetterEvents } from './letter-events.js';
import { leaseMinutes, waitingForPerson, type LetterStatus, type RunCaps, type RunStatus } from './runs.status.js';
import { spentCaps } from './dispatch.sql.js';
import { DispatchUpkeep } from './dispatch-upkeep.service.js';
import { findDue, type DueLetter } from './due-letter.js';
import { LetterHolds } from './letter-holds.service.js';
import { SendGate } from './send-gate.service.js';
import { WaitingMails } from './waiting-mails.service.js';

export const dispatchLettersJob = defineJob('letters.dispatch_due', z.object({}), { attempts: 1 });

/** Minutes between attempts after temporary failures: the first, the second, … */
const backOffMinutes = [5, 15, 45, 120, 240];

/**
 * Sends approved letters, one at a time: gate, claim, SMTP, outcome. A letter claimed by a process that died, or whose connection broke after the
 * text had begun to be sent, is `outcome_unknown` and never sent again automatically.
 */
@Injectable()
export class LettersDispatcher implements OnModuleInit {
  private readonly me = randomUUID();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly transport: MailTransport,
    private readonly gate: SendGate,
    private readonly files: LetterFilesService,
    private readonly addresses: ReplyAddresses,
    private readonly waiting: WaitingMails,
    private readonly holds: LetterHolds,
    private readonly digests: DigestsService,
    private readonly enclosures: Enclosures,
    private readonly channels: ChannelsService,
    private readonly tracing: Tracing,
    private readonly upkeep: DispatchUpkeep,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(dispatchLettersJob, async () => void (await this.sendDue()));
    this.jobs.schedule(dispatchLettersJob, '* * * * *');
  }

  /** Sends everything that is due. @returns how many letters were handed to the server */
  async sendDue(): Promise<number> {
    await this.upkeep.endOverdue();
    let sent = 0;
    const tried: string[] = [];
    for (;;) {
      const letter = await findDue(this.database.prisma, this.clock.now(), tried);
      if (!letter) break;
      tried.push(letter.id);
      if (await this.sendOne(letter)) sent++;
    }
    await this.upkeep.finishRuns();
    return sent;
  }

  private async sendOne(letter: DueLetter): Promise<boolean> {
    const channel =
      letter.channelId && (await this.database.prisma.ministryChannel.findUnique({ where: { id: letter.channelId } }));
    const holds = await this.gate.holdsOn(letter);
    if (holds.length > 0 || !channel) {
      await this.holds.hold(
        letter,
        holds.length > 0 ? holds : [{ code: 'channel.changed', detail: 'There is no address.' }],
      );
      return false;
    }
    const { locale, reference, subject, text, textHash } = letter;
    if (subject === null || text === null || textHash === null) return false;
    const written = { locale, reference, subject, text, textHash };
    const content = await this.files.pdf(
      written,
      letter.run.campaignId,
      letter.run.annex as unknown as LetterCounts | null,
    );
    const enclosure = await this.digests.enclosureOf(letter);
    const digest = await this.digests.file(letter, enclosure);
    const domain = senderDomain(this.config.MAIL_FROM);
    const mail = {
      to: channel.address,
      subject,
      html: this.files.html(written),
      text: this.files.plain(written),
      unsubscribeUrl: null,
      messageId: `<letter.${letter.id}@${domain}>`,
      attachments: [
        { filename: `${reference}.pdf`, contentType: 'application/pdf', content },
        ...(digest ? [digest] : []),
      ],
      ...this.addresses.of(letter.id),
    };
    if (!(await this.claim(letter, domainOf(channel.address), enclosure).catch(notIfMoved))) return false;
    try {
      const code = await this.tracing.within('mail letter', { kind: 'client' }, () => this.transport.send(mail));
      await this.settle(
        letter,
        'sent',
        { smtpCode: code, sentAt: this.clock.now(), messageId: mail.messageId },
        { code },
      );
      await this.channels.noteDelivery(channel.id);
      return true;
    } catch (error) {
      await this.settleFailure(letter, channel.id, mail.messageId, judge(error));
      return false;
    }
  }

  /** Claims the letter if it is still due and within the caps; else it waits. */
  private claim(letter: DueLetter, domain: string, enclosure: Enclosure | null): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'letters');
      const now = this.clock.now();
      const caps = letter.run.caps as unknown as RunCaps;
      const spent = await spentCaps(tx, letter.runId, domain, letter.provider, now);
      const full = (most: number | null, used: number): boolean => most !== null && used >= most;
      const again = letter.attempts > 0;
      if (
        full(caps.perHour, spent.inHour) ||
        full(caps.perDay, spent.inDay) ||
        full(caps.perDomainPerHour, spent.domainInHour) ||
        full(caps.perProviderPerHour ?? null, spent.providerInHour) ||
        (!again && full(caps.inAll, spent.inAll))
      ) {
        await tx.letter.updateMany({
          where: { id: letter.id },
          data: { nextAt: new Date(now.getTime() + minutes(5)) },
        });
        return false;
      }
      const { count } = await tx.letter.updateMany({
        where: {
          id: letter.id,
          status: { in: ['queued', 'deferred'] satisfies LetterStatus[] },
          run: { status: 'approved' satisfies RunStatus },
        },
        data: {
          status: 'sending' satisfies LetterStatus,
          leaseBy: this.me,
          leaseUntil: new Date(now.getTime() + minutes(leaseMinutes)),
          attempts: { increment: 1 },
        },
      });
      if (count === 0) return false;
      await this.enclosures.take(tx, letter, enclosure);
      await recordLetterEvents(tx, now, 'system', 'sending', [
        { letterId: letter.id, details: { attempt: letter.attempts + 1 } },
      ]);
      return true;
    });
  }

  private async settleFailure(
    letter: DueLetter,
    channelId: string,
    messageId: string,
    answer: ReturnType<typeof judge>,
  ): Promise<void> {
    const { rule, code } = answer;
    const noted = { smtpCode: code, answerRule: rule, messageId };
    if (answer.class === 'unknown')
      return this.settle(letter, 'outcome_unknown', { ...noted, outcomeUnknownAt: this.clock.now() }, { rule });
    if (answer.class === 'permanent') {
      await this.settle(letter, 'needs_channel', noted, { rule, code });
      await this.channels.countFailure(this.database.prisma, channelId);
      return;
    }
    const wait = backOffMinutes[Math.min(letter.attempts, backOffMinutes.length - 1)] ?? 240;
    await this.settle(
      letter,
      'deferred',
      { ...noted, nextAt: new Date(this.clock.now().getTime() + minutes(wait)) },
      { rule, code },
    );
  }

  private async settle(
    letter: DueLetter,
    status: LetterStatus,
    data: Record<string, unknown>,
    details: Record<string, string | number | null>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { count } = await tx.letter.updateMany({
        where: { id: letter.id, status: 'sending' satisfies LetterStatus, leaseBy: this.me },
        data: { ...data, status, leaseBy: null, leaseUntil: null },
      });
      // A lease that expired meanwhile was ended as unknown; a person still has to decide.
      if (count === 0) return;
      await this.enclosures.settle(tx, letter.id, status, this.clock.now());
      await recordLetterEvents(tx, this.clock.now(), 'system', status, [{ letterId: letter.id, details }]);
      if (waitingForPerson.includes(status)) await this.waiting.tell(tx, [letter.id]);
    });
  }
}
