import { Inject, Injectable } from '@nestjs/common';
import type { ComponentChildren, VNode } from 'preact';
import { Database } from '../platform/database/database.js';
import type { ProfileFacts } from './profile.schema.js';
import type { Config } from '../platform/config/config.js';
import { countryName } from '../platform/http/country-names.js';
import { MailLink, ownColours, type MailColours } from '../platform/mail/layout.js';
import type { MailDraft } from '../platform/mail/mail.kinds.js';
import { slot } from '../platform/mail/template.js';
import { CONFIG } from '../platform/runtime.js';
import { catalogue } from '../platform/texts/catalogue.js';
import { ProfileService } from './profile.service.js';
import { inkOn } from './theme/theme.values.js';

const legalTexts = catalogue('legal');

/** Placeholders of the footer of emails to the public. */
export type FooterSlot = 'host' | 'sender' | 'privacyUrl' | 'myDataUrl' | keyof MailColours;
export type FooterValues = Record<FooterSlot | 'contactUrl', string>;

/** The colours of the campaign an email is about. */
export const campaignColours: MailColours = { accent: slot('accent'), accentInk: slot('accentInk') };

/** Whom emails of a campaign come from, and what stands at their foot. */
export interface CampaignSender {
  footer: (locale: string) => FooterValues;
  /** Name of the sender and address for replies, where the campaign has its own */
  from: Pick<MailDraft, 'fromName' | 'replyTo'>;
}

/** Why the reader gets this email, who sends it, the privacy notice, and where to withdraw a signature. */
export function MailFooter({ locale, children }: { locale: string; children: ComponentChildren }): VNode {
  const { nav, mail } = legalTexts(locale);
  return (
    <>
      <p style="margin:0 0 8px;">{children}</p>
      <p style="margin:0;">{slot('sender')}</p>
      <p style="margin:8px 0 0;">
        <MailLink href={slot('privacyUrl')}>{nav.privacy}</MailLink> ·{' '}
        <MailLink href={slot('myDataUrl')}>{mail.manage}</MailLink>
      </p>
    </>
  );
}

/** Fills the footers of emails to the public with the sender that staff have entered. */
@Injectable()
export class MailFooters {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly profiles: ProfileService,
    private readonly database: Database,
  ) {}

  /** The values for any language, of the campaign that is first here: for emails that are about no campaign. */
  async values(): Promise<(locale: string) => FooterValues> {
    return this.written(await this.profiles.factsOfSite(), '');
  }

  /** The footers and senders of these campaigns, each by its id. `sender` is empty where nobody has entered the organisation. */
  async ofCampaigns(ids: readonly string[]): Promise<ReadonlyMap<string, CampaignSender>> {
    const isOnly = (await this.database.prisma.campaign.count()) === 1;
    const rows = await this.database.prisma.campaign.findMany({
      where: { id: { in: [...new Set(ids)] } },
      select: { id: true, slug: true, senderName: true, replyTo: true, profile: true, theme: true },
    });
    return new Map(
      rows.map(({ id, slug, senderName, replyTo, profile, theme }) => {
        const base = isOnly ? '' : `/campaigns/${slug}`;
        const from = { ...(senderName !== null && { fromName: senderName }), ...(replyTo !== null && { replyTo }) };
        const { onLight: accent } = theme ?? { onLight: null };
        const colours = accent === null ? ownColours : { accent, accentInk: inkOn(accent) };
        return [id, { footer: this.written((profile?.facts ?? {}) as ProfileFacts, base, colours), from }] as const;
      }),
    );
  }

  private written(facts: ProfileFacts, base: string, colours = ownColours): (locale: string) => FooterValues {
    const { PUBLIC_URL } = this.config;
    return (locale) => ({
      ...colours,
      host: new URL(PUBLIC_URL).host,
      sender: [
        facts.organisation,
        facts.address?.split('\n').join(', '),
        facts.country === undefined ? undefined : countryName(facts.country, locale),
      ]
        .filter((part) => part !== undefined)
        .join(', '),
      privacyUrl: `${PUBLIC_URL}${base}/privacy?lang=${locale}`,
      myDataUrl: `${PUBLIC_URL}/me?lang=${locale}`,
      contactUrl: `${PUBLIC_URL}${base}/contact?lang=${locale}`,
    });
  }
}
