import { createEvents, type DateArray, type EventAttributes } from 'ics';
import type { CalendarDate } from '../../campaigns/calendar.service.js';
import type { DemandSummary } from '../../campaigns/demands/demand-view.schema.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import { addDays } from '../../platform/day.js';
import type { Locale } from '../../platform/http/locale.js';
import { factsTexts, geography } from '../texts.js';
import { unmarked } from '../../platform/texts/fallback.js';

const partsOf = (day: string): DateArray => day.split('-').map(Number) as DateArray;

/** The dates, and the days by which something is asked, as an iCalendar file (RFC 5545) of whole days; an entry keeps its UID when it is changed. */
export function calendarFile(
  dates: readonly (CalendarDate & { startsOn: string })[],
  demands: readonly Pick<DemandSummary, 'slug' | 'title' | 'due' | 'addressee' | 'lifecycle'>[],
  locale: Locale,
  publicUrl: string,
): string {
  const { host } = new URL(publicUrl);
  const t = factsTexts(locale).calendar;
  const demandWords = demandTexts(locale);
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
  const asked = demands.flatMap(({ slug, title, due, addressee, lifecycle }): EventAttributes[] =>
    due === null || lifecycle === 'withdrawn'
      ? []
      : [
          {
            uid: `demand-${slug}@${host}`,
            title,
            start: partsOf(due),
            end: partsOf(addDays(due, 1)),
            description: demandWords.labelled({ label: demandWords.labels.addressee, shown: addressee.name }),
            url: `${publicUrl}/demands/${slug}`,
            productId: 'demarche',
            calName: t.title,
            transp: 'TRANSPARENT',
          },
        ],
  );
  const { value, error } = createEvents([...events, ...asked]);
  if (error || value == null) throw error ?? new Error('The calendar could not be written.');
  return unmarked(value);
}
