import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { PetitionPage } from '../../petitions/petitions.service.js';
import { utcDay } from '../../platform/clock.js';
import { longDate, number, timeIn } from '../../platform/texts/in-words.js';
import type { PublicLog } from '../../transparency/count-logs.service.js';
import { countLogTexts, integrityTexts, texts } from '../texts.js';

/** How many of them the public log has, and when it was last signed. */
export type LoggedCount = Pick<PublicLog, 'counted' | 'publishedAt'>;

/** How many have signed, how far it is to the goal, and from how many countries. */
export function Counter({
  page,
  log,
  locale,
}: {
  page: PetitionPage;
  log?: LoggedCount | null;
  locale: Locale;
}): VNode {
  const t = texts(locale);
  const { signatureCount, goal } = page.figures;
  return (
    <section class="counter">
      <p class="count" data-count={signatureCount}>
        <strong>{t.counter.signed({ n: signatureCount })}</strong>
        {page.countryTotals > 0 && <span> {t.counter.countries({ n: page.countryTotals })}</span>}
      </p>
      <progress
        value={signatureCount}
        max={goal}
        aria-label={t.counter.goal({ shown: number(goal, locale) })}
      ></progress>
      <p class="quiet">
        {t.counter.goal({ shown: number(goal, locale) })}{' '}
        <a href={`/petitions/${page.figures.slug}/count?lang=${locale}`}>{integrityTexts(locale).link}</a>
      </p>
      {log && log.counted > 0 && <Logged log={log} slug={page.figures.slug} locale={locale} />}
    </section>
  );
}

function Logged({ log, slug, locale }: { log: LoggedCount; slug: string; locale: Locale }): VNode {
  const t = countLogTexts(locale);
  const { time } = timeIn(log.publishedAt, 'UTC', locale);
  return (
    <p class="quiet">
      {t.inLog({
        shown: number(log.counted, locale),
        time: `${longDate(utcDay(log.publishedAt), locale)}, ${time}`,
      })}{' '}
      <a href={`/petitions/${slug}/log?lang=${locale}`}>{t.checkLink}</a>
    </p>
  );
}

/** Days to the campaign's anchor date, with its official name; nothing where it has none. */
export function Countdown({ anchor, locale }: { anchor: PetitionPage['anchor']; locale: Locale }): VNode | null {
  if (anchor === null) return null;
  const t = texts(locale).countdown;
  return (
    <p class="countdown">
      {anchor.daysLeft === 0 ? t.today : t.days({ n: anchor.daysLeft })} <strong>{anchor.name}</strong>{' '}
      <time dateTime={anchor.on}>{t.on({ date: longDate(anchor.on, locale) })}</time>
    </p>
  );
}

/** Share links. Nothing is loaded from the services named. */
export function ShareLinks({ url, text, locale }: { url: string; text: string; locale: Locale }): VNode {
  const t = texts(locale).petition;
  const both = encodeURIComponent(`${text} ${url}`);
  const targets: [string, string][] = [
    [t.shareEmail, `mailto:?subject=${encodeURIComponent(text)}&body=${both}`],
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
