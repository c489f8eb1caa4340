import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MailFooter, MailFooters } from '../campaigns/mail-footer.service.js';
import { Database } from '../platform/database/database.js';
import { supportedLocale, type Locale } from '../platform/http/locale.js';
import { MailButton, MailLayout, MailLink, MailText } from '../platform/mail/layout.js';
import { MailKinds, type MailDraft } from '../platform/mail/mail.kinds.js';
import { compileMail, slot, type CompiledMail } from '../platform/mail/template.js';
import { OwnDataLinks } from '../petitions/own-data-links.service.js';
import { catalogue } from '../platform/texts/catalogue.js';

const ownDataMailTexts = catalogue('own-data-mail');

/** Renders the email with the link to one's own data. Contains no name: anyone reading the mailbox may see only that it is known. */
@Injectable()
export class OwnDataMails implements OnModuleInit {
  private readonly compiled = new Map<Locale, CompiledMail>();

  constructor(
    private readonly kinds: MailKinds,
    private readonly database: Database,
    private readonly ownData: OwnDataLinks,
    private readonly footers: MailFooters,
  ) {}

  onModuleInit(): void {
    this.kinds.register({
      kind: 'petitions.own_data',
      requested: true,
      retries: true,
      render: (ids) => this.render(ids),
    });
  }

  private async render(supporterIds: string[]): Promise<Map<string, MailDraft>> {
    const people = await this.database.prisma.supporter.findMany({
      where: { id: { in: supporterIds }, email: { not: null } },
    });
    const footer = await this.footers.values();
    return new Map(
      people.map(({ id, email, locale }) => {
        const language = supportedLocale(locale) ?? 'en';
        const link = this.ownData.linkFor(id, language);
        return [
          id,
          { to: email ?? '', unsubscribeUrl: null, ...this.template(language).fill({ link, ...footer(language) }) },
        ];
      }),
    );
  }

  private template(locale: Locale): CompiledMail {
    let mail = this.compiled.get(locale);
    if (!mail) this.compiled.set(locale, (mail = compileOwnDataMail(locale)));
    return mail;
  }
}

/** The email in one language; its placeholders are `link` and those of the footer. */
export function compileOwnDataMail(locale: Locale): CompiledMail {
  const t = ownDataMailTexts(locale);
  return compileMail(
    t.subject,
    <MailLayout
      locale={locale}
      heading={t.heading}
      preheader={t.preheader}
      footer={<MailFooter locale={locale}>{t.why}</MailFooter>}
    >
      <MailText>{t.body}</MailText>
      <MailButton href={slot('link')} label={t.button} />
      <MailText>
        {t.fallback} <MailLink href={slot('link')}>{slot('link')}</MailLink>
      </MailText>
      <MailText>{t.expires}</MailText>
    </MailLayout>,
  );
}
