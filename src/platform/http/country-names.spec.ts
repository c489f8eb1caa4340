import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { countryCodes, threeLetterCodes } from './country-codes.js';
import { countryName, officialName } from './country-names.js';
import { locales } from './locale.js';

const states: { iso_a2: string; iso_a3: string; un_short_name_en: string; official_name_en: string }[] = parse(
  readFileSync(new URL('../../../prisma/reference/states.csv', import.meta.url)),
  { columns: true, bom: true },
);

describe('names of countries', () => {
  it('are the short names of the United Nations for States, as the ledger has them', () => {
    expect(states.length).toBeGreaterThan(195);
    for (const { iso_a2: code, un_short_name_en: name } of states)
      expect([code, countryName(code, 'en')]).toEqual([code, name]);
  });

  it('name Taiwan and Palestine as the ledger does', () => {
    expect(['en', 'fr', 'es', 'uk'].map((locale) => countryName('PS', locale))).toEqual([
      'State of Palestine',
      'État de Palestine',
      'Estado de Palestina',
      'Держава Палестина',
    ]);
    expect(countryName('TW', 'en')).toBe('Taiwan');
  });

  it('are there for every code in every language of the campaign', () => {
    for (const locale of locales)
      for (const code of countryCodes) expect([code, countryName(code, locale)]).not.toEqual([code, code]);
  });

  it('have an official form in every language, which is the short one where a State has no other', () => {
    for (const locale of locales)
      for (const { iso_a2: code, official_name_en: english } of states)
        expect([locale, code, officialName(code, english, locale)]).not.toEqual([locale, code, null]);
    const official = (code: string, english: string) =>
      ['en', 'fr', 'es', 'de', 'uk'].map((locale) => officialName(code, english, locale));
    expect(official('FI', 'Republic of Finland')).toEqual([
      'Republic of Finland',
      'République de Finlande',
      'República de Finlandia',
      'Republik Finnland',
      'Фінляндська Республіка',
    ]);
    expect(official('JP', 'Japan')).toEqual(['Japan', 'Japon', 'Japón', 'Japan', 'Японія']);
    expect(official('TW', 'Taiwan')).toEqual(['Taiwan', 'Taïwan', 'Taiwán', 'Taiwan', 'Тайвань']);
    expect(official('PS', 'State of Palestine')[1]).toBe('État de Palestine');
    // A language that does not know a name says so instead of showing another language's.
    expect(officialName('FI', 'Republic of Finland', 'xx')).toBeNull();
  });

  it('go by the codes of the ledger', () => {
    for (const { iso_a2: code, iso_a3: three } of states)
      expect([code, threeLetterCodes.get(code)]).toEqual([code, three]);
  });
});
