import { locales } from '../platform/http/locale.js';
import { addressOf, envelopeName, officeLine } from './forms-of-address.js';
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
    expect(addressOf('KZ', minister, 'male', 'ru')).toEqual(addressOf('KZ', minister, 'male', 'en'));
    expect(officeLine(minister, 'ru')).toBe('To the Minister of Foreign Affairs');
  });

  it('are there for every language and gender, and end as letters do', () => {
    for (const locale of locales)
      for (const gender of genders) {
        const { salutation, closing } = addressOf('FR', minister, gender, locale);
        expect(salutation).toMatch(/[,:!،]$/);
        expect(closing).toMatch(/[.,]$/);
        expect(officeLine(minister, locale)).not.toBe('');
      }
  });

  it('put the style before the name only where it is used and known', () => {
    expect(envelopeName('BR', 'Ada Example', 'female')).toBe('Her Excellency Ada Example');
    expect(envelopeName('BR', 'Ada Example', 'unknown')).toBe('Ada Example');
    expect(envelopeName('NO', 'Ada Example', 'female')).toBe('Ada Example');
  });
});
