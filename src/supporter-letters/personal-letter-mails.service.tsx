import { Injectable, type OnModuleInit } from '@nestjs/common';
import { campaignColours, MailFooter, MailFooters } from '../campaigns/mail-footer.service.js';
import { Database } from '../platform/database/database.js';
import { supportedLocale, type Locale } from '../platform/http/locale.js';
import { MailButton, MailLayout, MailLink, MailText } from '../platform/mail/layout.js';
import { MailKinds, type MailDraft } from '../platform/mail/mail.kinds.js';
import { compileMail, slot, type CompiledMail } from '../platform/mail/template.js';
import { OwnDataLinks } from '../petitions/own-data-links.service.js';
import { StatesService } from '../treaties/states.service.js';
import { LetterConfirmations } from './letter-confirmations.service.js';
import { letterMailTexts, letterStatusTexts } from './letter.texts.js';
import type { PersonalLetterStatus } from './personal-letters.status.js';

type Kind = 'confirm' | 'standing';

/** Renders the emails to writers of a letter: the question whether to forward it, and, if the form was sent again, the current status. */
@Injectable()
export class PersonalLetterMails implements OnModuleInit {
  private readonly compiled = new Map<string, CompiledMail>();

  constructor(
    private readonly kinds: MailKinds,
    private readonly database: Database,
    private readonly states: StatesService,
    private readonly confirmations: LetterConfirmations,
    private readonly ownData: OwnDataLinks,
    private readonly footers: MailFooters,
  ) {}

  onModuleInit(): void {
    for (const kind of ['confirm', 'standing'] as const)
      this.kinds.register({
        kind: `letters.personal_${kind}`,
        requested: true,
        retries: true,
        render: (ids) => this.render(kind, ids),
      });
  }

  /** A letter that was confirmed, withdrawn or erased meanwhile needs no question. */
  private async render(kind: Kind, ids: string[]): Promise<Map<string, MailDraft>> {
    const letters = await this.database.prisma.personalLetter.findMany({ where: { id: { in: ids }, erasedAt: null } });
    const writers = letters.flatMap(({ supporterId }) => supporterId ?? []);
    const people = await this.database.prisma.supporter.findMany({
      where: { id: { in: writers } },
      select: { id: true, email: true },
    });
    const addresses = new Map(people.map(({ id, email }) => [id, email]));
    const senders = await this.footers.ofCampaigns(letters.map(({ campaignId }) => campaignId));
    const drafts = new Map<string, MailDraft>();
    for (const { id, campaignId, supporterId, iso, locale, status, reason } of letters) {
      const to = addresses.get(supporterId ?? '');
      const sender = senders.get(campaignId);
      if (!sender || !to || supporterId === null || (kind === 'confirm' && status !== 'unconfirmed')) continue;
      const language = supportedLocale(locale) ?? 'en';
      const words = letterStatusTexts(language);
      const why =
        reason === null
          ? ''
          : ` ${words.reason[reason as keyof typeof words.reason]} ${words.appeal} ${sender.footer(language).contactUrl}`;
      const values = {
        ...sender.footer(language),
        state: (await this.states.get(iso, language)).name,
        standing: `${words.status[status as PersonalLetterStatus]}${why}`,
        link:
          kind === 'confirm' ? this.confirmations.linkFor(id, language) : this.ownData.linkFor(supporterId, language),
      };
      drafts.set(id, { to, unsubscribeUrl: null, ...sender.from, ...this.template(kind, language).fill(values) });
    }
    return drafts;
  }

  private template(kind: Kind, locale: Locale): CompiledMail {
    const key = `${kind} ${locale}`;
    let mail = this.compiled.get(key);
    if (!mail) this.compiled.set(key, (mail = compilePersonalLetterMail(kind, locale)));
    return mail;
  }
}

/** One kind of email in one language; its placeholders are `state`, `standing`, `link` and those of the footer. */
export function compilePersonalLetterMail(kind: Kind, locale: Locale): CompiledMail {
  const { fallback, why, confirm, standing } = letterMailTexts(locale);
  const words = kind === 'confirm' ? confirm : standing;
  return compileMail(
    words.subject,
    <MailLayout
      locale={locale}
      colours={campaignColours}
      heading={words.heading}
      preheader={words.preheader}
      footer={<MailFooter locale={locale}>{why}</MailFooter>}
    >
      <MailText>{words.body({ state: slot('state') })}</MailText>
      {kind === 'standing' && <MailText>{slot('standing')}</MailText>}
      <MailButton href={slot('link')} label={words.button} />
      <MailText>
        {fallback} <MailLink href={slot('link')}>{slot('link')}</MailLink>
      </MailText>
      <MailText>{kind === 'confirm' ? confirm.expires : standing.after}</MailText>
    </MailLayout>,
  );
}
