import { Inject, Injectable } from '@nestjs/common';
import type { ComponentChildren, VNode } from 'preact';
import type { Config } from '../platform/config/config.js';
import { countryName } from '../platform/http/country-names.js';
import { MailLink } from '../platform/mail/layout.js';
import { slot } from '../platform/mail/template.js';
import { CONFIG } from '../platform/runtime.js';
import { catalogue } from '../platform/texts/catalogue.js';
import { ProfileService } from './profile.service.js';

const legalTexts = catalogue('legal');

/** Placeholders of the footer of emails to the public. */
export type FooterSlot = 'host' | 'sender' | 'privacyUrl' | 'myDataUrl';
export type FooterValues = Record<FooterSlot | 'contactUrl', string>;

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
  ) {}

  /** The values for any language, by one query. `sender` is empty where nobody has entered the organisation. */
  async values(): Promise<(locale: string) => FooterValues> {
    const facts = await this.profiles.factsOfSite();
    const { PUBLIC_URL } = this.config;
    return (locale) => ({
      host: new URL(PUBLIC_URL).host,
      sender: [
        facts.organisation,
        facts.address?.split('\n').join(', '),
        facts.country === undefined ? undefined : countryName(facts.country, locale),
      ]
        .filter((part) => part !== undefined)
        .join(', '),
      privacyUrl: `${PUBLIC_URL}/privacy?lang=${locale}`,
      myDataUrl: `${PUBLIC_URL}/me?lang=${locale}`,
      contactUrl: `${PUBLIC_URL}/contact?lang=${locale}`,
    });
  }
}
