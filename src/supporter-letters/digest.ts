import type { PrintedDigest } from './digest-pages.js';
import { groupAlike, type DigestLetter } from './digest-groups.js';

import type { HoldingLetter } from './personal-letters.sql.js';
import { utcDay } from '../platform/clock.js';
import { hasCatalogue } from '../platform/texts/catalogue.js';
import { longDate, number } from '../platform/texts/in-words.js';
import { digestTexts } from './letter.texts.js';
import { isPrintable } from '../platform/paper/runs.js';
import { countryName } from '../platform/http/country-names.js';

/**
 * A digest as it is printed, in the language of the letter it accompanies.
 * @param waiting how many letters wait for this ministry, including those in the digest
 * @param signatory the one under the letter, lines separated by line ends
 */
export function digestOf(
  letters: readonly HoldingLetter[],
  waiting: number,
  reference: string,
  wanted: string,
  signatory: string | null = null,
): PrintedDigest {
  const locale = hasCatalogue(wanted, 'digest') ? wanted : 'en';
  const t = digestTexts(locale);
  const writer = ({ name, country, day }: DigestLetter): string =>
    `${name}, ${countryName(country, locale)}, ${longDate(day, locale)}`;
  const groups = groupAlike(letters.map(({ confirmedAt, ...letter }) => ({ ...letter, day: utcDay(confirmedAt) })));
  const rest = waiting - letters.length;
  return {
    title: t.title({ reference }),
    about: [
      ...t.about,
      [
        t.here({ here: number(letters.length, locale), inAll: number(waiting, locale) }),
        rest > 0 ? t.more({ rest: number(rest, locale) }) : '',
      ]
        .filter(Boolean)
        .join(' '),
      ...(letters.every(({ name, text }) => isPrintable(`${name}${text}`)) ? [] : [t.unprintable]),
    ],
    signatory: signatory?.split('\n') ?? [],
    letters: groups.map(({ text, same, nearly }, index) => ({
      heading: t.letter({ n: number(index + 1, locale) }),
      paragraphs: text.split('\n').filter((line) => line.trim() !== ''),
      writers: same.map(writer),
      nearly: nearly.length === 0 ? null : { heading: t.nearly, writers: nearly.map(writer) },
    })),
  };
}
