import { describe, expect, it } from '@jest/globals';
import { countryAsWritten, countryCodeOf } from './country-as-written.js';
import { countryCodes, threeLetterCodes } from './country-codes.js';

describe('countryCodeOf', () => {
  it.each([
    ['GBR', 'GB'],
    ['gb', 'GB'],
    ['United Kingdom', 'GB'],
    ['England', 'GB'],
    ['UK', 'GB'],
    ['Angleterre', 'GB'],
    ['Англія', 'GB'],
    ['Syria', 'SY'],
    ['Moldova', 'MD'],
    ['Brunei', 'BN'],
    ['Côte d’Ivoire', 'CI'],
    ["Cote d'Ivoire", 'CI'],
    ['CÔTE D‘IVOIRE', 'CI'],
    ['Deutschland', 'DE'],
    ['Österreich', 'AT'],
    ['Osterreich', 'AT'],
    ['Polska', 'PL'],
    ['Ελλάδα', 'GR'],
    ['日本', 'JP'],
    ['대한민국', 'KR'],
    ['Росія', 'RU'],
    ['U.S.A.', 'US'],
    ['Türkiye', 'TR'],
    ['TÜRKIYE', 'TR'],
    ['The Netherlands', 'NL'],
    ['Holland', 'NL'],
    ['St. Lucia', 'LC'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Kosovo', 'XK'],
    ['\u202AFrance\u202C', 'FR'],
    ['भारत', 'IN'],
    ['مصر', 'EG'],
  ])('reads %j as %s', (text, code) => {
    expect(countryCodeOf(text)).toBe(code);
  });

  it.each(['Korea', 'Atlantis', '', 'XX', 'EU', '__proto__', 'constructor', 'Kongo'])(
    'reads nothing out of %j',
    (text) => {
      expect(countryCodeOf(text)).toBeNull();
    },
  );

  it('knows every country by its code of three letters', () => {
    for (const code of countryCodes) expect(countryCodeOf(threeLetterCodes.get(code) ?? '')).toBe(code);
  });

  it('is a field that comes out as a code', () => {
    expect(countryAsWritten.parse(' united kingdom ')).toBe('GB');
    expect(countryAsWritten.safeParse('Atlantis').success).toBe(false);
  });
});
