import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { countryCodes, threeLetterCodes } from './country-codes.js';
import { countryName } from './country-names.js';
import { countryCode } from './fields.js';
import { locales, type Locale } from './locale.js';
import { trimmed } from './text-input.js';

/** Languages in which country names are understood; those of the campaign come first and take precedence. */
const otherLanguages =
  'af am ar az be bg bn br bs ca cs cy da de el et eu fa fi ga gl ha he hi hr hu hy id is it ja ka kk km ko ku ky lt lv mk ml mn mr ms mt nb nl nn no pl ps pt ro ru sd sk sl so sq sr sv sw ta tg th tk tr tt ug ur uz vi zh';

/** What people write that is not in the lists of country names. Ambiguous names, e.g. Korea, are not here. */
const usual: Record<string, string> = {
  AE: 'Emirates|UAE|U.A.E.|Emirats|Émirats arabes|Emiratos|Emirati Arabi|Емірати|Эмираты',
  BA: 'Bosnia|Bosnie|Bosnien|Bosna|Боснія|Босния',
  CD: 'DR Congo|DRC|D.R. Congo|Congo-Kinshasa|Congo (Kinshasa)|RDC|RD Congo|Zaire|Kongo-Kinshasa',
  CG: 'Конго|Congo-Brazzaville|Congo (Brazzaville)|Republic of the Congo|Kongo-Brazzaville',
  CI: "Côte d'Ivoire|Ivory Coast",
  CZ: 'Czech Republic|Czechia|Tschechien',
  FK: 'Falkland Islands|Falklands',
  FM: 'Micronesia|Micronésie',
  GB: 'UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Angleterre|Écosse|Pays de Galles|Irlande du Nord|Grande-Bretagne|Inglaterra|Escocia|Gales|Irlanda del Norte|Gran Bretaña|Англія|Шотландія|Уельс|Північна Ірландія|Велика Британія|Великобританія|Schottland|England|Großbritannien|Inghilterra|Gran Bretagna|Anglia|Wielka Brytania|Engeland|Groot-Brittannië|Grã-Bretanha|Англия|Великобритания|İngiltere',
  IE: 'Eire|Republic of Ireland',
  IR: 'Iran',
  KP: 'North Korea|DPRK|Corée du Nord|Corea del Norte|Північна Корея|Nordkorea',
  KR: 'South Korea|Republic of Korea|Corée du Sud|Corea del Sur|Південна Корея|Südkorea',
  LA: 'Laos',
  MK: 'Macedonia|North Macedonia|FYROM|Macédoine|Mazedonien|Македонія|Македония',
  MM: 'Burma|Birmanie|Birmania|Бірма|Birma|Бирма',
  NL: 'Holland|The Netherlands|Hollande|Holanda|Голландія|Голландия|Olanda',
  PS: 'Palestine|State of Palestine',
  RU: 'Russia|Russian Federation',
  SY: 'Syria',
  SZ: 'Swaziland|Eswatini',
  TL: 'East Timor|Timor oriental|Timor Oriental|Східний Тимор|Osttimor',
  TR: 'Turkey|Türkiye|Turkiye',
  TW: 'Taiwan',
  US: 'USA|U.S.A.|U.S.|United States of America|America|États-Unis d’Amérique|Estados Unidos de América|EEUU|EE.UU.|EE. UU.|США|Vereinigte Staaten|Stati Uniti|Stany Zjednoczone',
  VA: 'Vatican|Vatican City|Holy See|Saint-Siège|Santa Sede|Ватикан|Vatikan|Vaticano',
  VN: 'Vietnam|Viet Nam',
  XK: 'Kosovo|Kosova|XKK',
};

/** Accents, apostrophes, dots and case do not distinguish countries, nor do combining marks. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/['‘’‛ʼʹ`´.]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:st|ste|sainte) /, 'saint ')
    .replace(/^the /, '');

let known: Map<string, string> | undefined;

/** Spellings in many languages that Unicode does not have, by code, separated by `|`. */
const readSpellings = (): [code: string, names: string[]][] =>
  Object.entries(
    JSON.parse(
      readFileSync(new URL('../../../prisma/reference/country-spellings.json', import.meta.url), 'utf8'),
    ) as Record<string, string>,
  ).map(([code, names]) => [code, names.split('|')]);

/** What Unicode calls every country in a language, long and short. */
const namesIn = (language: string): [code: string, names: string[]][] => {
  const lists = (['long', 'short'] as const).map(
    (style) => new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' }),
  );
  return countryCodes.map((code) => [code, lists.flatMap((list) => list.of(code) ?? [])]);
};

const ownNamesIn = (locale: Locale): [code: string, names: string[]][] => [
  ...countryCodes.map((code): [string, string[]] => [code, [countryName(code, locale)]]),
  ...namesIn(locale),
];

/** Two- and three-letter codes, usual names, and names in every language there is a list for; ambiguous names are left out. */
function countryNames(): Map<string, string> {
  if (known) return known;
  const names = new Map<string, string | null>();
  for (const [code, spellings] of locales.flatMap(ownNamesIn))
    for (const name of spellings.map(plain)) if (!names.has(name)) names.set(name, code);
  const ours = new Set(names.keys());
  for (const [code, spellings] of [...otherLanguages.split(' ').flatMap(namesIn), ...readSpellings()])
    for (const name of spellings.map(plain))
      if (!ours.has(name)) names.set(name, (names.get(name) ?? (names.has(name) ? null : code)) === code ? code : null);
  for (const [code, spellings] of Object.entries(usual))
    for (const name of spellings.split('|')) names.set(plain(name), code);
  for (const [two, three] of threeLetterCodes) names.set(three.toLowerCase(), two).set(two.toLowerCase(), two);
  known = new Map([...names].filter((entry): entry is [string, string] => entry[0] !== '' && entry[1] !== null));
  return known;
}

/** By two- or three-letter code, or by name; null where none fits, or more than one. */
export const countryCodeOf = (text: string): string | null =>
  countryNames().get(plain(trimmed(text).slice(0, 200))) ?? null;

/** A country as people and other systems write it: a code, or a name in any language. Comes out as ISO 3166-1 alpha-2. */
export const countryAsWritten = z
  .string({ error: (issue) => (issue.input === undefined ? 'is required' : 'must be text') })
  .max(200, 'is too long')
  .transform((text) => (/^\s*[a-z]{2}\s*$/i.test(text) ? text : (countryCodeOf(text) ?? text.slice(0, 100))))
  .pipe(countryCode)
  .meta({ description: 'ISO 3166-1, two or three letters, or the name of a country.' });
