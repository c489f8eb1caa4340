import { locales } from '../../platform/http/locale.js';
import { texts } from './texts.js';

/** Every text of a language by its path, functions filled with two kinds of numbers. */
function leaves(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const say = value as (...args: unknown[]) => string;
    return [1, 2, 5, 21].map((n) => [`${path}(${n})`, say.length === 2 ? say(n, `«${n}»`) : say(`«${n}»`)]);
  }
  return Object.entries(value as object).flatMap(([name, one]) => leaves(one, path === '' ? name : `${path}.${name}`));
}

/** What our own rules may find in a field; each is explained in the reader's language. */
const codes = [
  'field.required',
  'field.too_long',
  'field.characters',
  'name.no_letter',
  'email.invalid',
  'country.unknown',
  'consent.unknown_wording',
  'altcha.required',
  'field.invalid',
];

describe.each(locales)('the texts in %s', (locale) => {
  const all = leaves(texts[locale], '');

  it('leave nothing empty', () => {
    expect(all.filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('have as many parts as the English ones', () => {
    const paths = (of: typeof all) =>
      of
        .map(([path]) => path)
        .filter((path) => !path.startsWith('thanks.steps'))
        .sort();
    expect(paths(all)).toEqual(paths(leaves(texts.en, '')));
  });

  it('explain every fault a field can have', () => {
    expect(codes.filter((code) => !texts[locale].faults[code])).toEqual([]);
  });

  if (locale !== 'en') {
    it('are translated: no sentence is the English one', () => {
      const english = new Map(leaves(texts.en, ''));
      expect(all.filter(([path, text]) => text.split(' ').length > 3 && text === english.get(path))).toEqual([]);
    });
  }
});
