import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { countryCodes, threeLetterCodes } from './country-codes.js';
import { countryName } from './country-names.js';
import { locales } from './locale.js';

const states: { iso_a2: string; iso_a3: string; un_short_name_en: string }[] = parse(
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

  it('go by the codes of the ledger', () => {
    for (const { iso_a2: code, iso_a3: three } of states)
      expect([code, threeLetterCodes.get(code)]).toEqual([code, three]);
  });
});
