import type { VNode } from 'preact';
import { fullName } from '../../platform/full-name.js';
import type { Locale } from '../../platform/http/locale.js';
import type { OwnContact as Contact, OwnData } from '../../privacy/own-data.schema.js';
import { countryName } from '../../platform/http/country-names.js';
import { contactTexts, myDataTexts, texts } from '../texts.js';
import { longDate } from '../../platform/texts/in-words.js';
import { purposeName } from './purpose-name.js';

/** Data held apart from signatures, as terms and values. */
export function contactDetails(contact: Contact, locale: Locale): [string, string][] {
  const t = texts(locale).confirm;
  const agreed = myDataTexts(locale).consents;
  return [
    [t.name, fullName(contact) || '—'],
    [t.country, contact.country === null ? '—' : countryName(contact.country, locale)],
    [t.postalCode, contact.postalCode ?? '—'],
    ...contact.consents.map((consent): [string, string] => [
      purposeName(consent, locale),
      consent.given ? agreed.given : agreed.withdrawn,
    ]),
  ];
}

/** A sign-up without a signature; while it is pending, with the button that confirms it. */
export function OwnContact({ contact, locale, base }: { contact: Contact; locale: Locale; base: string }): VNode {
  const t = contactTexts(locale);
  return (
    <section class="card">
      <h2>{t.heading}</h2>
      <p class="quiet">{longDate(contact.modifiedAt.slice(0, 10), locale)}</p>
      <dl class="details">
        {contactDetails(contact, locale).map(([term, value]) => (
          <div>
            <dt>{term}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {contact.status === 'pending' ? (
        <form method="post" action={`${base}/contact/confirm?lang=${locale}`}>
          <p>{t.waits}</p>
          <button class="button small" type="submit">
            {t.button}
          </button>
        </form>
      ) : (
        <p>{myDataTexts(locale).status.confirmed}</p>
      )}
    </section>
  );
}

/** Tags put on the person by API clients. */
export function OwnLabels({ labels, locale }: { labels: OwnData['labels']; locale: Locale }): VNode {
  return (
    <section class="card">
      <h2>{contactTexts(locale).labels}</h2>
      <ul>
        {labels.map(({ name, since }) => (
          <li>
            <bdi>{name}</bdi> <span class="quiet">{longDate(since.slice(0, 10), locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
