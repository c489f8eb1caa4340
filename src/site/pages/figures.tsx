import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { PetitionPage } from '../../petitions/petitions.service.js';
import { integrityTexts } from '../texts/integrity.js';
import { texts } from '../texts/texts.js';

export const number = (value: number, locale: Locale): string => new Intl.NumberFormat(locale).format(value);

/** A calendar day, e.g. `2027-04-04`, in words. */
export const longDate = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(day),
  );

/** How many have signed, how far it is to the goal, and from how many countries. */
export function Counter({ page, locale }: { page: PetitionPage; locale: Locale }): VNode {
  const t = texts[locale];
  const { signatureCount, goal } = page.figures;
  return (
    <section class="counter">
      <p class="count" data-count={signatureCount}>
        <strong>{t.counter.signed(signatureCount, number(signatureCount, locale))}</strong>
        {page.countryTotals > 0 && (
          <span> {t.counter.countries(page.countryTotals, number(page.countryTotals, locale))}</span>
        )}
      </p>
      <progress value={signatureCount} max={goal} aria-label={t.counter.goal(number(goal, locale))}></progress>
      <p class="quiet">
        {t.counter.goal(number(goal, locale))}{' '}
        <a href={`/petitions/${page.figures.slug}/count?lang=${locale}`}>{integrityTexts[locale].link}</a>
      </p>
    </section>
  );
}

/** Days to the campaign's anchor date, with its official name. */
export function Countdown({ anchor, locale }: { anchor: PetitionPage['anchor']; locale: Locale }): VNode {
  const t = texts[locale].countdown;
  return (
    <p class="countdown">
      {anchor.daysLeft === 0 ? t.today : t.days(anchor.daysLeft, number(anchor.daysLeft, locale))}{' '}
      <strong>{anchor.name}</strong> <time dateTime={anchor.on}>{t.on(longDate(anchor.on, locale))}</time>
    </p>
  );
}

/** Share links. Nothing is loaded from the services named. */
export function ShareLinks({ url, text, locale }: { url: string; text: string; locale: Locale }): VNode {
  const t = texts[locale].petition;
  const both = encodeURIComponent(`${text} ${url}`);
  const targets: [string, string][] = [
    ['E-mail', `mailto:?subject=${encodeURIComponent(text)}&body=${both}`],
    ['WhatsApp', `https://wa.me/?text=${both}`],
    ['Telegram', `https://t.me/share/url?url=${encodeURIComponent(url)}&text=${encodeURIComponent(text)}`],
    ['Bluesky', `https://bsky.app/intent/compose?text=${both}`],
    ['X', `https://x.com/intent/post?text=${both}`],
    ['Facebook', `https://www.facebook.com/sharer/sharer.php?u=${encodeURIComponent(url)}`],
  ];
  return (
    <section class="share">
      <h2>{t.share}</h2>
      <ul>
        {targets.map(([name, href]) => (
          <li>
            <a href={href} rel="noopener noreferrer">
              {name}
            </a>
          </li>
        ))}
      </ul>
      <p class="quiet">{t.shareHelp}</p>
    </section>
  );
}

/** A month, e.g. `2025-12`, in words, or a year as it is. */
export const periodName = (period: string, locale: Locale): string =>
  period.length === 7
    ? new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
        year: 'numeric',
        month: 'long',
        timeZone: 'UTC',
      }).format(new Date(`${period}-01`))
    : period;
