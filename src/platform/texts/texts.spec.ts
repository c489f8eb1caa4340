import { catalogue, hasCatalogue } from './catalogue.js';
import { checkFile, checkLanguage, letterFiles } from './check.js';
import { marked, unmarked, unmarkedParts, withLanguages } from './fallback.js';
import { longDate, number, periodName } from './in-words.js';
import { inLanguage } from './in-language.js';
import { languages, offeredLanguages } from './languages.js';
import { leavesOf, withLeaves } from './leaves.js';
import { compiled } from './messages.js';

describe.each(languages.map(({ code, complete }) => [code, complete] as const))(
  'the catalogue in %s',
  (code, complete) => {
    const findings = checkLanguage(code);

    it('has no message that is broken, unused, too long, or differs in its arguments', () => {
      expect(findings.filter((finding) => finding.code !== 'missing')).toEqual([]);
    });

    if (complete)
      it('misses nothing', () => {
        expect(findings.filter((finding) => finding.code === 'missing')).toEqual([]);
      });
  },
);

describe('a message', () => {
  const say = (message: string, language: string, values: Record<string, string | number>) => {
    const text = compiled(message, language);
    return typeof text === 'string' ? text : text(values);
  };

  it.each([
    ['en', 1, '1 letter'],
    ['en', 1234, '1,234 letters'],
    ['uk', 2, '2 листи'],
    ['uk', 5, '5 листів'],
    ['uk', 21, '21 лист'],
  ])('takes the plural of the language: %s, %d', (language, n, expected) => {
    const message =
      language === 'en'
        ? '{n, plural, one {# letter} other {# letters}}'
        : '{n, plural, one {# лист} few {# листи} many {# листів} other {# листа}}';
    expect(say(message, language, { n })).toBe(expected);
  });

  it('is filled with what it is given, as it is given', () => {
    expect(say('Did you mean {address}?', 'en', { address: '<b>{n}</b>' })).toBe('Did you mean <b>{n}</b>?');
    expect(say('It’s {n, select, yes {so} other {not so}}', 'en', { n: 'yes' })).toBe('It’s so');
    expect(say("Write '{n}' so", 'en', {})).toBe('Write {n} so');
  });

  it('is refused with its key and the reason when it is broken, asks for what it is not given, or contains markup', () => {
    const refused = (text: string) =>
      checkFile('fr', 'embed', { runBy: text, read: 'Lire', failed: 'Échec' }).map(({ key, code, fatal }) => [
        key,
        code,
        fatal,
      ]);
    expect(refused('Ce formulaire appartient à {host}.')).toEqual([]);
    expect(refused('Ce formulaire appartient à {host')).toEqual([['runBy', 'broken', true]]);
    expect(refused('{n, plural, one {#}}')).toEqual([['runBy', 'broken', true]]);
    expect(refused('{host} de {owner}')).toEqual([['runBy', 'arguments', true]]);
    expect(refused('Ce formulaire')).toEqual([['runBy', 'arguments', false]]);
    expect(refused('{host} <a href="x">ici</a>')).toEqual([['runBy', 'markup', true]]);
    expect(refused(`{host} ${'mot '.repeat(200)}`)).toEqual([['runBy', 'too_long', false]]);
    expect(checkFile('fr', 'embed', { other: 'x' }).map(({ key, code }) => [key, code])).toContainEqual([
      'other',
      'unused',
    ]);
  });
});

describe('a catalogue', () => {
  it('has a function wherever English has one, whether or not the language needs an argument', () => {
    expect(catalogue('signer-mails')('uk').greeting({ named: 'yes', name: 'Ada' })).toBe('Добрий день!');
    expect(catalogue('signer-mails')('es').greeting({ named: 'yes', name: 'Ada' })).toBe('Hola, Ada:');
    expect(catalogue('signer-mails')('xx').greeting({ named: 'no', name: '' })).toBe('Hello,');
  });
});

describe('a sentence in English on a page of another language', () => {
  const page = (inside: string) =>
    withLanguages(`<html><head><title>${inside}</title></head><body>${inside}</body></html>`);

  it('says that it is English, but not where no element may stand', () => {
    const html = withLanguages(
      `<title>${marked('A')}</title><p title="${marked('B > b')}">${marked('C')}</p><option>${marked('D')}</option>`,
    );
    expect(html).toBe('<title>A</title><p title="B > b"><span lang="en" dir="ltr">C</span></p><option>D</option>');
    expect(page('plain')).toContain('<body>plain</body>');
  });

  it('leaves no mark in anything else', () => {
    expect(unmarked(`x ${marked('y')}`)).toBe('x y');
    expect(unmarkedParts({ a: [marked('b')] })).toEqual({ a: ['b'] });
  });
});

describe('dates and numbers in words', () => {
  it.each([
    ['en', '1999-03-01', '1 March 1999'],
    ['fr', '1999-03-01', '1er mars 1999'],
    ['fr', '1999-03-11', '11 mars 1999'],
    ['es', '1999-03-01', '1 de marzo de 1999'],
    ['uk', '1999-03-01', '1 березня 1999\u00A0року'],
    ['ru', '1999-03-01', '1 марта 1999\u00A0года'],
    ['pt', '1999-03-01', '1 de março de 1999'],
  ])('in %s: %s is %s', (language, day, expected) => {
    expect(longDate(day, language)).toBe(expected);
  });

  it('write a month, a year and a number as the language does', () => {
    expect([periodName('2025-12', 'fr'), periodName('2025', 'fr')]).toEqual(['décembre 2025', '2025']);
    expect(number(12345, 'en')).toBe('12,345');
    expect(number(12345, 'fr')).toBe('12\u202F345');
  });
});

describe('languages', () => {
  it('are whole for a letter, or not used for it', () => {
    expect([
      hasCatalogue('ar', 'letter-annex'),
      hasCatalogue('xx', 'letter-annex'),
      hasCatalogue('en', 'digest'),
    ]).toEqual([true, false, true]);
  });

  it('are offered as the installation says, English always, unknown ones refused', () => {
    expect(offeredLanguages('uk, fr').map(({ code }) => code)).toEqual(['en', 'fr', 'uk']);
    expect(offeredLanguages('').map(({ code }) => code)).toEqual(['en', 'de', 'es', 'fr', 'uk', 'ar']);
    // Ministries are written to in these, and visitors do not choose them.
    expect(languages.filter(({ onlyLetters }) => onlyLetters).map(({ code }) => code)).toEqual(['pt', 'ru']);
    expect(() => offeredLanguages('en,pt')).toThrow(/LANGUAGES names "pt"/);
    expect(() => offeredLanguages('en,xx')).toThrow(/LANGUAGES names "xx"/);
  });

  it.each(languages.map(({ code }) => code))('have in %s all that a letter is made of', (code) => {
    expect(letterFiles.filter((file) => !hasCatalogue(code, file))).toEqual([]);
  });

  it('fall back to English for a text that they do not have', () => {
    expect(inLanguage({ en: 'a', fr: 'b' }, 'fr')).toBe('b');
    expect(inLanguage({ en: 'a' }, 'fr')).toBe('a');
  });
});

describe('the texts of a file', () => {
  const english = { a: 'x', 'b.c': { d: ['1', '2'] } };

  it('go by their keys, and back', () => {
    const leaves = leavesOf(english);
    expect(leaves.map(([key]) => key)).toEqual(['a', 'b\\.c.d.0', 'b\\.c.d.1']);
    expect(withLeaves(english, new Map(leaves))).toEqual(english);
    expect(withLeaves(english, new Map([['b\\.c.d.0', '1']]))).toBeUndefined();
  });
});
