import { dayIn } from '../platform/day.js';
import type { Locale } from '../platform/http/locale.js';
import type { ConsentOffer } from '../supporters/consents.schema.js';
import type { PetitionText, PublicPetition } from './petitions.schema.js';

/** The purposes a petition asks consent for, as they are stored. */
export const offersIn = (row: { consents: unknown }): ConsentOffer[] => row.consents as ConsentOffer[];

interface Times {
  opensAt: Date;
  closesAt: Date | null;
  closedAt: Date | null;
  archivedAt: Date | null;
  hiddenAt: Date | null;
}

/** Whether people can sign at this moment. */
export function statusOf(row: Times, now: Date): PublicPetition['status'] {
  if (row.closedAt || row.archivedAt || row.hiddenAt || (row.closesAt && row.closesAt <= now)) return 'closed';
  return row.opensAt > now ? 'upcoming' : 'open';
}

/** The first day and the last on which people can sign, in the campaign's time zone. */
export const daysOf = (row: Pick<Times, 'opensAt' | 'closesAt'>, timeZone: string) => ({
  opensOn: dayIn(timeZone, row.opensAt),
  closesOn: row.closesAt && dayIn(timeZone, new Date(row.closesAt.getTime() - 1)),
});

interface TextRow extends Pick<PetitionText, 'title' | 'summary' | 'ask' | 'shareText'> {
  sections: unknown;
  leadPicture: string | null;
  leadAlt: string | null;
}

/** A stored text as everybody else knows it: what it does not have is left out. */
export const textOfRow = ({
  title,
  summary,
  sections,
  ask,
  shareText,
  leadPicture,
  leadAlt,
}: TextRow): PetitionText => ({
  title,
  summary,
  sections: sections as PetitionText['sections'],
  ask,
  shareText,
  ...(leadPicture !== null && { leadPicture, leadAlt: leadAlt ?? '' }),
});

/** What is stored of a text; a picture that was taken away is gone. */
export const rowOfText = ({ leadPicture, leadAlt, ...text }: PetitionText) => ({
  ...text,
  leadPicture: leadPicture ?? null,
  leadAlt: leadPicture === undefined ? null : (leadAlt ?? ''),
});

/** The text in the language, or the English one. */
export const textIn = <Text extends { locale: string }>(texts: readonly Text[], locale: Locale): Text | undefined =>
  texts.find((text) => text.locale === locale) ?? texts.find((text) => text.locale === 'en');

/** The English title of what is not published yet. */
export const draftTitle = (draft: { texts: unknown } | null): string | undefined =>
  (draft?.texts as { en?: { title: string } } | undefined)?.en?.title;
