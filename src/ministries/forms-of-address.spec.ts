import { locales } from '../platform/http/locale.js';
import { addressOf, ministryIn, officeLines, personLine, titleIn } from './forms-of-address.js';
import { genders } from './ministries.values.js';

const minister = 'Minister of Foreign Affairs';

describe('forms of address', () => {
  it('call most heads of a ministry Excellency, and eleven States prefer the plain form', () => {
    expect(addressOf('BR', minister, 'female', 'en').salutation).toBe('Excellency,');
    for (const iso of ['AU', 'CA', 'CH', 'DK', 'FI', 'IE', 'IS', 'NO', 'NZ', 'SE'])
      expect(addressOf(iso, minister, 'unknown', 'en')).toEqual({
        salutation: 'Dear Minister,',
        closing: 'Yours sincerely,',
      });
    const british = addressOf(
      'GB',
      'Secretary of State for Foreign, Commonwealth and Development Affairs',
      'male',
      'en',
    );
    expect(british.salutation).toBe('Dear Secretary of State,');
  });

  it('follow the gender where the language does, and name both where it is unknown', () => {
    expect(addressOf('SN', minister, 'female', 'fr').salutation).toBe('Madame la Ministre,');
    expect(addressOf('SN', minister, 'male', 'fr').closing).toContain('agréer, Monsieur le Ministre, ');
    expect(addressOf('SN', minister, 'unknown', 'fr').salutation).toBe('Madame la Ministre, Monsieur le Ministre,');
    expect(addressOf('CL', minister, 'male', 'es').salutation).toBe('Excelentísimo señor Ministro:');
    expect(addressOf('MX', 'Secretary of Foreign Affairs', 'female', 'es').salutation).toBe(
      'Excelentísima señora Secretaria:',
    );
    expect(addressOf('CH', 'Head of the Federal Department of Foreign Affairs', 'male', 'fr').salutation).toBe(
      'Monsieur le Conseiller fédéral,',
    );
  });

  it('fall back to English', () => {
    expect(addressOf('KZ', minister, 'male', 'kk')).toEqual(addressOf('KZ', minister, 'male', 'en'));
    expect(officeLines('KZ', minister, 'kk')).toEqual(['The Minister of Foreign Affairs']);
  });

  it('are there for every language and gender, and end as letters do', () => {
    for (const locale of locales)
      for (const gender of genders) {
        const { salutation, closing } = addressOf('FR', minister, gender, locale);
        expect(salutation).toMatch(/[,:!،]$/);
        expect(closing).toMatch(/[.,]$/);
        expect(officeLines('FR', minister, locale).join()).not.toBe('');
        expect(`${salutation} ${closing}`).not.toMatch(/[{}/]/);
      }
  });

  it('put the style before the name only where it is used and the gender known, and never “His/Her”', () => {
    expect(personLine('BR', 'Ada Example', 'female', 'en')).toBe('Her Excellency Ada Example');
    expect(personLine('BR', 'Ada Example', 'unknown', 'en')).toBe('Ada Example');
    expect(personLine('NO', 'Ada Example', 'female', 'en')).toBe('Ada Example');
    expect(personLine('SN', 'Ada Example', 'female', 'fr')).toBe('Son Excellence Madame Ada Example');
    expect(personLine('CL', 'Ada Example', 'female', 'es')).toBe('Excelentísima señora Ada Example');
    for (const locale of locales)
      for (const iso of ['NO', 'BR']) {
        expect(personLine(iso, 'Ada Example', 'unknown', locale)).toContain('Ada Example');
        expect(officeLines(iso, 'T', locale).join()).not.toMatch(/his|her|\//i);
      }
  });

  it('have words for common titles and ministries in every language, and none for others', () => {
    for (const locale of locales)
      for (const english of [minister, 'Minister of External Relations', 'Secretary of Foreign Affairs'])
        expect([locale, titleIn(english, 'unknown', 'office', locale)]).not.toEqual([locale, null]);
    expect(titleIn(minister, 'unknown', 'office', 'fr')).toBe('Ministre des Affaires étrangères');
    expect(titleIn(minister, 'female', 'holder', 'es')).toBe('Ministra de Relaciones Exteriores');
    expect(titleIn('Minister of Foreign Affairs and Trade', 'unknown', 'office', 'fr')).toBeNull();
    expect(ministryIn('Ministry of Foreign Affairs', 'es')).toBe('Ministerio de Relaciones Exteriores');
    expect(ministryIn('Secretariat of Foreign Affairs', 'es')).toBe('Secretaría de Relaciones Exteriores');
    expect(ministryIn('Department of Foreign Affairs', 'fr')).toBeNull();
  });
});
