import { createEvents, type DateArray, type EventAttributes } from 'ics';
import type { CalendarDate } from '../../campaigns/calendar.service.js';
import { addDays } from '../../platform/day.js';
import type { Locale } from '../../platform/http/locale.js';
import { factsTexts, geography } from '../texts.js';
import { unmarked } from '../../platform/texts/fallback.js';

const partsOf = (day: string): DateArray => day.split('-').map(Number) as DateArray;

/** The dates as an iCalendar file (RFC 5545) of whole days; an entry keeps its UID when it is changed. */
export function calendarFile(
  dates: readonly (CalendarDate & { startsOn: string })[],
  locale: Locale,
  publicUrl: string,
): string {
  const { host } = new URL(publicUrl);
  const t = factsTexts(locale).calendar;
  const events = dates.map(
    ({ key, title, startsOn, endsOn, place, type, source, verification, updatedAt }): EventAttributes => ({
      uid: `${key}@${host}`,
      title,
      start: partsOf(startsOn),
      // The end of a whole day is the day after.
      end: partsOf(addDays(endsOn ?? startsOn, 1)),
      ...(place !== null && { location: geography(place, locale) }),
      description: `${t.type[type]}; ${verification === 'unverified' ? '' : t.verification[verification]}. ${source}`,
      url: `${publicUrl}/calendar#${key}`,
      productId: 'demarche',
      calName: t.title,
      lastModified: updatedAt.getTime(),
      transp: 'TRANSPARENT',
    }),
  );
  const { value, error } = createEvents(events);
  if (error || value == null) throw error ?? new Error('The calendar could not be written.');
  return unmarked(value);
}
