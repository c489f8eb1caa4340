import { createRequire } from 'node:module';
import countries, { type LocaleData } from 'i18n-iso-countries';
import { z } from 'zod';
import { countryCode, countryCodes } from './fields.js';
import { locales } from './locale.js';
import { trimmed } from './text-input.js';

const require = createRequire(import.meta.url);

/** What people write that is no country's name in the lists of names. What may mean two countries, such as Korea, is not here. */
const usual: Record<string, string> = {
  AE: 'Emirates|UAE|U.A.E.|Emirats|Émirats arabes|Emiratos|Emirati Arabi|Емірати|Эмираты',
  BA: 'Bosnia|Bosnie|Bosnien|Bosna|Боснія|Босния',
  CD: 'DR Congo|DRC|D.R. Congo|Congo-Kinshasa|Congo (Kinshasa)|RDC|RD Congo|Zaire|Kongo-Kinshasa',
  CG: 'Congo-Brazzaville|Congo (Brazzaville)|Republic of the Congo|Kongo-Brazzaville',
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
  XK: 'Kosovo|Kosova',
};

/** Accents, apostrophes, dots and case make no other country; marks of scripts that are written with them do. */
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

/** Codes of two and three letters, usual names, and names in every language there is a list for; what two lists understand differently is left out. */
function countryNames(): Map<string, string> {
  if (known) return known;
  const names = new Map<string, string | null>();
  const languages = [...locales, ...countries.getSupportedLanguages().filter((one) => !(locales as readonly string[]).includes(one))];
  for (const language of languages) {
    const own = locales.some((one) => one === language);
    const { countries: list } = require(`i18n-iso-countries/langs/${language}.json`) as LocaleData;
    for (const [code, spellings] of Object.entries(list))
      for (const name of [spellings].flat().map(plain)) {
        const earlier = names.get(name);
        if (earlier === undefined) names.set(name, code);
        else if (earlier !== code && !own && !isOurs(name)) names.set(name, null);
      }
    if (own) for (const name of names.keys()) ours.add(name);
  }
  for (const [code, spellings] of Object.entries(usual)) for (const name of spellings.split('|')) names.set(plain(name), code);
  for (const [three, two] of Object.entries(countries.getAlpha3Codes())) names.set(three.toLowerCase(), two);
  for (const code of countryCodes) names.set(code.toLowerCase(), code);
  known = new Map([...names].filter((entry): entry is [string, string] => entry[1] !== null));
  return known;
}
/** Names in the languages of the campaign hold against those in others. */
const ours = new Set<string>();
const isOurs = (name: string): boolean => ours.has(name);

/** By code of two or three letters, or by name; null where none fits, or more than one. */
export const countryCodeOf = (text: string): string | null => countryNames().get(plain(trimmed(text).slice(0, 200))) ?? null;

/** A country as people and other programs write it: a code, or a name in any language. Comes out as ISO 3166-1 alpha-2. */
export const countryAsWritten = z
  .string({ error: (issue) => (issue.input === undefined ? 'is required' : 'must be text') })
  .max(200, 'is too long')
  .transform((text) => (/^\s*[a-z]{2}\s*$/i.test(text) ? text : (countryCodeOf(text) ?? text.slice(0, 100))))
  .pipe(countryCode)
  .meta({ description: 'ISO 3166-1, two or three letters, or the name of a country.' });
