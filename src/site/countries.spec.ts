import { countryCodes } from '../platform/http/country-codes.js';
import { locales } from '../platform/http/locale.js';
import { countryName } from '../platform/http/country-names.js';
import { countryList } from './countries.js';

describe('countries', () => {
  it.each(locales)('have a name for every code, sorted as %s sorts', (locale) => {
    const list = countryList(locale);
    expect(list.map(({ code }) => code).sort()).toEqual([...countryCodes]);
    expect(list.filter(({ code, name }) => name === code)).toEqual([]);
    const { compare } = new Intl.Collator(locale);
    expect(list.map(({ name }) => name)).toEqual(list.map(({ name }) => name).sort(compare));
  });

  it('are named in the language asked for, and by their code where there is no name', () => {
    expect(['en', 'fr', 'es', 'uk'].map((locale) => countryName('UA', locale))).toEqual([
      'Ukraine',
      'Ukraine',
      'Ucrania',
      'Україна',
    ]);
    expect(countryName('ZZ', 'en')).toBe('ZZ');
    expect(['en', 'fr', 'es', 'uk'].map((locale) => countryName('NR', locale))).toEqual([
      'Naoero',
      'Naoero',
      'Naoero',
      'Наоеро',
    ]);
  });
});
