import type { PrintedDigest } from './digest-pages.js';
import { groupAlike, type DigestLetter } from './digest-groups.js';
import { digestWordsIn } from './digest-words.js';
import type { HoldingLetter } from './personal-letters.sql.js';
import { utcDay } from '../platform/clock.js';
import { isPrintable } from '../platform/paper/runs.js';
import { countryName } from '../platform/http/country-names.js';

/**
 * A digest as it is printed, in the language of the letter it accompanies.
 * @param waiting how many letters wait for this ministry, including those in the digest
 */
export function digestOf(
  letters: readonly HoldingLetter[],
  waiting: number,
  reference: string,
  locale: string,
): PrintedDigest {
  const language = locale === 'fr' || locale === 'es' ? locale : 'en';
  const t = digestWordsIn(language);
  const number = (n: number): string => new Intl.NumberFormat(language).format(n);
  const date = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' });
  const writer = ({ name, country, day }: DigestLetter): string =>
    `${name}, ${countryName(country, language)}, ${date.format(new Date(day))}`;
  const groups = groupAlike(letters.map(({ confirmedAt, ...letter }) => ({ ...letter, day: utcDay(confirmedAt) })));
  const rest = waiting - letters.length;
  return {
    title: t.title(reference),
    about: [
      ...t.about,
      [t.here(number(letters.length), number(waiting)), rest > 0 ? t.more(number(rest)) : ''].filter(Boolean).join(' '),
      ...(letters.every(({ name, text }) => isPrintable(`${name}${text}`)) ? [] : [t.unprintable]),
    ],
    letters: groups.map(({ text, same, nearly }, index) => ({
      heading: t.letter(number(index + 1)),
      paragraphs: text.split('\n').filter((line) => line.trim() !== ''),
      writers: same.map(writer),
      nearly: nearly.length === 0 ? null : { heading: t.nearly, writers: nearly.map(writer) },
    })),
  };
}
