import { utcDay } from '../platform/clock.js';
import type { Locale } from '../platform/http/locale.js';
import type { ConsentOffer } from '../supporters/consents.schema.js';
import type { PublicPetition } from './petitions.schema.js';

/** The purposes a petition asks consent for, as they are stored. */
export const offersIn = (row: { consents: unknown }): ConsentOffer[] => row.consents as ConsentOffer[];

/** Days are UTC days; the last day is included. */
export function statusOf(
  row: { opensOn: Date; closesOn: Date | null; closedAt: Date | null },
  now: Date,
): PublicPetition['status'] {
  const today = utcDay(now);
  if (row.closedAt || (row.closesOn && utcDay(row.closesOn) < today)) return 'closed';
  return utcDay(row.opensOn) > today ? 'upcoming' : 'open';
}

/** The text in the language, or the English one. */
export const textIn = <Text extends { locale: string }>(texts: readonly Text[], locale: Locale): Text | undefined =>
  texts.find((text) => text.locale === locale) ?? texts.find((text) => text.locale === 'en');
