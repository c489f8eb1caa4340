import type { VNode } from 'preact';
import type { CalendarDate } from '../../campaigns/calendar.service.js';
import type { Locale } from '../../platform/http/locale.js';
import { weekdayOf } from '../../platform/day.js';
import { factsTexts, geography } from '../texts.js';
import { longDate, weekday } from '../../platform/texts/in-words.js';
import { Layout } from './layout.js';
import type { PublicFrame } from './public-frame.js';

type PublishedDate = CalendarDate & { startsOn: string };

/** Future and past dates around the two conventions. */
export function CalendarPage({
  dates,
  today,
  locale,
  ...frame
}: PublicFrame & { dates: readonly PublishedDate[]; today: string }): VNode {
  const t = factsTexts(locale).calendar;
  const isPast = ({ startsOn, endsOn }: PublishedDate): boolean => (endsOn ?? startsOn) < today;
  return (
    <Layout locale={locale} title={t.title} description={t.lead} path="/calendar" {...frame}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ul>
        <li>
          <a href={`/calendar.ics?lang=${locale}`}>{t.subscribe}</a>
        </li>
        <li>
          <a href={`/ledger.atom?lang=${locale}`}>{t.changes}</a>
        </li>
      </ul>
      <h2>{t.upcoming}</h2>
      <Dates dates={dates.filter((date) => !isPast(date))} locale={locale} />
      <h2>{t.past}</h2>
      <Dates dates={dates.filter(isPast).reverse()} locale={locale} />
    </Layout>
  );
}

function Dates({ dates, locale }: { dates: readonly PublishedDate[]; locale: Locale }): VNode {
  const t = factsTexts(locale);
  if (dates.length === 0) return <p>{t.calendar.empty}</p>;
  return (
    <ol class="timeline">
      {dates.map(({ key, startsOn, endsOn, convention, type, title, place, verification, source }) => (
        <li id={key}>
          <time dateTime={startsOn}>{longDate(startsOn, locale)}</time>
          {endsOn && (
            <>
              {' – '}
              <time dateTime={endsOn}>{longDate(endsOn, locale)}</time>
            </>
          )}
          {!endsOn && weekendName(startsOn, locale)} <strong>{title}</strong>
          <p class="quiet">
            {t.calendar.type[type]} · {convention === 'both' ? t.calendar.both : t.conventionShort[convention]}
            {place && <> · {geography(place, locale)}</>} ·{' '}
            {verification === 'unverified' ? '' : t.calendar.verification[verification]} (<bdi lang="en">{source}</bdi>)
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Only shown for weekends: such a day is prepared differently. */
function weekendName(day: string, locale: Locale): string {
  const dayOfWeek = weekdayOf(day);
  if (dayOfWeek !== 0 && dayOfWeek !== 6) return '';
  return ` (${factsTexts(locale).calendar.weekend({ weekday: weekday(day, locale) })})`;
}
