import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MailFooters } from '../../campaigns/mail-footer.service.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { supportedLocale, type Locale } from '../../platform/http/locale.js';
import { MailKinds, type MailDraft } from '../../platform/mail/mail.kinds.js';
import type { CompiledMail } from '../../platform/mail/template.js';
import { CONFIG } from '../../platform/runtime.js';
import { formOf, type PetitionForm } from '../form/petition-form.schema.js';
import { LinksService } from '../links.service.js';
import { greeted } from './greeting-name.js';
import {
  compileSignerMail,
  signerMailKinds,
  signerMailTexts,
  type SignerMailKind,
  type SignerMailSlot,
} from './signer-mails.js';

/** Renders emails to signers from what is stored at the time of sending; anyone erased meanwhile gets none. */
@Injectable()
export class SignerMails implements OnModuleInit {
  private readonly compiled = new Map<string, CompiledMail>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly kinds: MailKinds,
    private readonly database: Database,
    private readonly links: LinksService,
    private readonly footers: MailFooters,
  ) {}

  onModuleInit(): void {
    // A reminder was not requested by the reader; the other two answer a request.
    for (const kind of signerMailKinds)
      this.kinds.register({
        kind,
        ...(kind === 'petitions.reminder' ? { requested: false } : { requested: true, retries: true }),
        render: (ids) => this.render(kind, ids),
      });
  }

  private async render(kind: SignerMailKind, ids: string[]): Promise<Map<string, MailDraft>> {
    const rows = await this.database.prisma.signature.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        givenName: true,
        locale: true,
        status: true,
        supporter: { select: { email: true } },
        petition: {
          select: { slug: true, campaignId: true, form: true, texts: { select: { locale: true, title: true } } },
        },
      },
    });
    const senders = await this.footers.ofCampaigns(rows.map(({ petition }) => petition.campaignId));
    const drafts = new Map<string, MailDraft>();
    for (const row of rows) {
      const to = row.supporter.email;
      if (to === null || (kind !== 'petitions.already_signed' && row.status === 'confirmed')) continue;
      const sender = senders.get(row.petition.campaignId);
      if (!sender) continue;
      const locale = supportedLocale(row.locale) ?? 'en';
      const title =
        [locale, 'en'].map((one) => row.petition.texts.find((text) => text.locale === one)?.title).find(Boolean) ??
        row.petition.slug;
      const links = this.links.linksFor(row.id);
      const { mail = {} } = formOf(row.petition);
      const own = mail[locale] ?? mail.en ?? null;
      const values: Record<SignerMailSlot, string> = {
        ...sender.footer(locale),
        greeting: signerMailTexts(locale).greeting(greeted(row.givenName)),
        confirmUrl: links.confirm,
        disownUrl: links.disown,
        unsubscribeUrl: links.unsubscribe,
        petitionUrl: `${this.config.PUBLIC_URL}/petitions/${row.petition.slug}?lang=${locale}`,
      };
      drafts.set(row.id, {
        to,
        unsubscribeUrl: links.unsubscribe,
        ...sender.from,
        ...this.template(kind, locale, title, own).fill(values),
      });
    }
    return drafts;
  }

  /** What signers of a petition would get, with example values instead of theirs. */
  async example(
    kind: SignerMailKind,
    { campaignId, locale, title, form }: { campaignId: string; locale: Locale; title: string; form: PetitionForm },
  ): Promise<Pick<MailDraft, 'subject' | 'html' | 'text'>> {
    const sender = (await this.footers.ofCampaigns([campaignId])).get(campaignId);
    const link = `${this.config.PUBLIC_URL}/…`;
    const values: Record<SignerMailSlot, string> = {
      ...(sender?.footer(locale) ?? {}),
      greeting: signerMailTexts(locale).greeting(greeted('Ada')),
      ...{ confirmUrl: link, disownUrl: link, unsubscribeUrl: link, petitionUrl: link },
    } as Record<SignerMailSlot, string>;
    return compileSignerMail(kind, locale, title, form.mail?.[locale] ?? form.mail?.en ?? null).fill(values);
  }

  private template(kind: SignerMailKind, locale: Locale, title: string, own: string | null): CompiledMail {
    const key = JSON.stringify([kind, locale, title, own]);
    let mail = this.compiled.get(key);
    if (!mail) this.compiled.set(key, (mail = compileSignerMail(kind, locale, title, own)));
    return mail;
  }
}
