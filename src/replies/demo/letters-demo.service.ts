import { Inject, Injectable } from '@nestjs/common';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { sendRaw, type DkimSeal, type RawMail } from '../../platform/mail/raw-mail.js';
import { CONFIG } from '../../platform/runtime.js';
import { ChannelsService } from '../../ministries/channels.service.js';
import { LettersDispatcher } from '../../letters/sending/letters-dispatcher.js';
import { InboundSmtp } from '../inbox/inbound-smtp.js';
import { ReplyAddresses } from '../../letters/sending/reply-addresses.js';
import { MinistryRefused } from '../../ministries/ministries.errors.js';
import type { RunPlan } from '../../letters/sending/run-plan.service.js';
import { newRun } from '../../letters/sending/runs.schema.js';
import { RunsService } from '../../letters/sending/runs.service.js';
import { demoAbsence, demoAnswer, demoBounce } from './demo-mails.js';

/** Author and approver; neither is a person. */
const [author, approver] = ['demo:one', 'demo:two'];

/** Outcome of an incoming message. */
export interface DemoLanding {
  iso: string;
  reference: string;
  kind: string;
  kindRule: string;
  matchRule: string | null;
  trusted: boolean;
  /** Of the letter, after it */
  letter: string;
}

/** A run over every State, from the plan to the replies, without anything real: example addresses and the local mailbox. */
@Injectable()
export class LettersDemo {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly campaigns: CampaignsService,
    private readonly channels: ChannelsService,
    private readonly runs: RunsService,
    private readonly dispatcher: LettersDispatcher,
    private readonly listener: InboundSmtp,
    private readonly addresses: ReplyAddresses,
  ) {}

  /** Creates and plans a run for the coming anchor date of the campaign. Sends nothing. @throws MinistryRefused `demo.real_mail` */
  async plan(slug: string): Promise<{ runId: string; onDay: string; plan: RunPlan }> {
    if (!this.channels.localMailbox) throw new MinistryRefused('demo.real_mail');
    const campaignId = await this.campaigns.idOf(slug);
    const onDay = await this.campaigns.letterDay(campaignId);
    const terms = newRun.parse({
      name: `Demonstration, ${onDay}`,
      channel: 'email',
      onDay,
      localTime: '09:30',
      rule: 'previous',
    });
    const { id: runId } = await this.runs.draft(campaignId, terms, author);
    return { runId, onDay, plan: await this.runs.plan(runId, author) };
  }

  approve(runId: string, hash: string): Promise<void> {
    return this.runs.approve(runId, hash, approver);
  }

  /** Sends what is due now. @returns how many letters were sent */
  sendDue(): Promise<number> {
    return this.dispatcher.sendDue();
  }

  /**
   * Has so many letters of a run answered over SMTP to our own listener: the first by a reply, a bounce and
   * an out-of-office notice, of more four in five by a reply.
   * @param seal what the ministries sign their email with
   */
  async answer(runId: string, amount: number, seal: DkimSeal): Promise<DemoLanding[]> {
    await this.listener.start();
    const letters = await this.database.prisma.letter.findMany({
      where: { runId, status: 'sent' },
      orderBy: { iso: 'asc' },
      take: amount,
    });
    const mails: RawMail[] = [];
    for (const [n, letter] of letters.entries()) {
      const { replyTo = '', envelopeFrom = '' } = this.addresses.of(letter.id);
      const [messageId, subject] = [letter.messageId ?? '', letter.reference];
      const address = (await this.channels.of(letter.iso)).find(({ id }) => id === letter.channelId)?.address ?? '';
      const answers = [
        demoAnswer(replyTo, messageId, subject),
        demoBounce(envelopeFrom, messageId, address),
        demoAbsence(replyTo, messageId, subject),
      ];
      const kind = n < answers.length ? n : n % 10;
      mails.push(answers[kind] ?? demoAnswer(replyTo, messageId, subject));
    }
    await sendRaw({ host: this.config.INBOUND_SMTP_HOST, port: this.config.INBOUND_SMTP_PORT ?? 0 }, mails, seal);
    return this.landings(letters.map(({ id }) => id));
  }

  private async landings(letterIds: string[]): Promise<DemoLanding[]> {
    const mails = await this.database.prisma.inboundMail.findMany({
      where: { letterId: { in: letterIds } },
      include: { letter: { include: { events: { orderBy: { id: 'desc' }, take: 1 } } } },
      orderBy: { id: 'asc' },
    });
    return mails.map(({ kind, kindRule, matchRule, trusted, letter }) => ({
      iso: letter?.iso ?? '',
      reference: letter?.reference ?? '',
      kind,
      kindRule,
      matchRule,
      trusted,
      letter: `${letter?.status ?? ''}, last event ${letter?.events[0]?.kind ?? ''}`,
    }));
  }
}
