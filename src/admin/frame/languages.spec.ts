import { writtenLocales } from '../../platform/http/locale.js';
import { languagesFor, writtenIn } from './languages.js';

const staffOf = (locales: string[]) => ({ campaign: { locales } });

describe('languages of a form', () => {
  it('are English and those of the campaign', () => {
    expect(languagesFor(staffOf(['fr']), writtenIn({}))).toEqual(
      writtenLocales.filter((one) => ['en', 'fr'].includes(one)),
    );
  });

  it('are all where the campaign has chosen none', () => {
    expect(languagesFor(staffOf([]), writtenIn({}))).toEqual(writtenLocales);
  });

  it('keep what is written in another language in sight', () => {
    const shown = languagesFor(staffOf(['fr']), writtenIn({ title_uk: 'Назва', title_es: '' }));
    expect(shown).toContain('uk');
    expect(shown).not.toContain('es');
  });
});
