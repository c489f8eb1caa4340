import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MailFooters } from '../../campaigns/mail-footer.service.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { supportedLocale } from '../../platform/http/locale.js';
import { MailKinds, type MailDraft } from '../../platform/mail/mail.kinds.js';
import type { CompiledMail } from '../../platform/mail/template.js';
import { CONFIG } from '../../platform/runtime.js';
import { LinksService } from '../links.service.js';
import { greeted } from '../mails/greeting-name.js';
import { signerMailTexts } from '../mails/signer-mails.js';
import { textIn } from '../petition-rows.js';
import { compileSuccessorMail, type SuccessorMailSlot } from './successor-mail.js';
import { Successors } from './successors.service.js';

/** Renders the question to earlier signers. Nobody asked for it, so it does not go to addresses that unsubscribed. */
@Injectable()
export class SuccessorMails implements OnModuleInit {
  private readonly compiled = new Map<string, CompiledMail>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly kinds: MailKinds,
    private readonly database: Database,
    private readonly links: LinksService,
    private readonly successors: Successors,
    private readonly footers: MailFooters,
  ) {}

  onModuleInit(): void {
    this.kinds.register({ kind: 'petitions.successor', requested: false, render: (ids) => this.render(ids) });
  }

  /** @param ids signatures under the earlier petition */
  private async render(ids: string[]): Promise<Map<string, MailDraft>> {
    const texts = { select: { locale: true, title: true } };
    const [rows, questions] = await Promise.all([
      this.database.prisma.signature.findMany({
        where: { id: { in: ids }, status: 'confirmed' },
        select: {
          id: true,
          givenName: true,
          locale: true,
          supporter: { select: { email: true } },
          petition: { select: { texts } },
        },
      }),
      this.database.prisma.successorQuestion.findMany({
        where: { signatureId: { in: ids }, answer: null },
        select: { signatureId: true, petition: { select: { slug: true, campaignId: true, texts } } },
      }),
    ]);
    const later = new Map(questions.map(({ signatureId, petition }) => [signatureId, petition]));
    const senders = await this.footers.ofCampaigns(questions.map(({ petition }) => petition.campaignId));
    const drafts = new Map<string, MailDraft>();
    for (const { id, givenName, locale: written, supporter, petition } of rows) {
      const successor = later.get(id);
      const sender = successor && senders.get(successor.campaignId);
      if (supporter.email === null || !sender) continue;
      const locale = supportedLocale(written) ?? 'en';
      const titles = [
        textIn(petition.texts, locale)?.title ?? '',
        textIn(successor.texts, locale)?.title ?? '',
      ] as const;
      const { unsubscribe } = this.links.linksFor(id);
      const values: Record<SuccessorMailSlot, string> = {
        ...sender.footer(locale),
        greeting: signerMailTexts(locale).greeting(greeted(givenName)),
        answerUrl: this.successors.linkFor(id),
        petitionUrl: `${this.config.PUBLIC_URL}/petitions/${successor.slug}?lang=${locale}`,
        unsubscribeUrl: unsubscribe,
      };
      const mail = this.template(locale, ...titles);
      drafts.set(id, { to: supporter.email, unsubscribeUrl: unsubscribe, ...sender.from, ...mail.fill(values) });
    }
    return drafts;
  }

  private template(locale: string, earlier: string, later: string): CompiledMail {
    const key = JSON.stringify([locale, earlier, later]);
    let mail = this.compiled.get(key);
    if (!mail) this.compiled.set(key, (mail = compileSuccessorMail(locale, earlier, later)));
    return mail;
  }
}
