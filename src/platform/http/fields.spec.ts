import fc from 'fast-check';
import type { z } from 'zod';
import { countryCodes } from './country-codes.js';
import {
  countryCode,
  emailAddress,
  localeTag,
  normaliseEmail,
  optionalLine,
  optionalText,
  personName,
  slug,
} from './fields.js';
import { tidyLine, tidyText } from './text-input.js';

const codesOf = (schema: z.ZodType, input: unknown): unknown[] => {
  const { error } = schema.safeParse(input);
  return (error?.issues ?? []).map(
    (issue) => (issue.code === 'custom' ? (issue.params?.code ?? 'custom') : issue.code) as unknown,
  );
};
const takes = (schema: z.ZodType, input: unknown): boolean => schema.safeParse(input).success;

/** What never belongs in a line: control characters, lone surrogates, the replacement character. */
const forbidden = ['\0', '\x1b', '\x7f', '\ud800', '\udc00', '\ufffd'];

describe('personName', () => {
  it.each([
    'Ada',
    "O'Neill",
    'Anne-Marie',
    'Jr. Martin',
    'Ольга',
    '花子',
    'محمد',
    'Nguyễn',
    '𠮷田',
    'X Æ A-12',
    'D"Arcy',
    '<b>Bold</b>',
  ])('takes %s', (name) => {
    expect(personName.parse(name)).toBe(name.normalize('NFC'));
  });

  it.each(forbidden.map((character) => [JSON.stringify(character), character]))(
    'refuses %s anywhere',
    (_, character) => {
      for (const name of [`${character}Ada`, `A${character}da`, `Ada${character}`])
        expect(codesOf(personName, name)).toEqual(['field.characters']);
    },
  );

  it.each([
    ['Jos\u00e9\t', 'Jos\u00e9'],
    ['\u202aAda\u202c', 'Ada'],
    ['\u2066Ada\u2069\u200e', 'Ada'],
    ['\ufeffAda\r\n', 'Ada'],
    ['A\u200bda', 'Ada'],
    ['A\u00adda', 'Ada'],
    ['Ada\vMaria\u2028Eva', 'Ada Maria Eva'],
    ['\u3164Ada\u2800', 'Ada'],
    // A Persian word in two halves, a conjunct that is kept apart, a letter of its own at the end of a word in Malayalam.
    ['\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['\u0915\u094d\u200d\u0937', '\u0915\u094d\u200d\u0937'],
    ['\u0d05\u0d28\u0d3f\u0d32\u0d4d\u200d', '\u0d05\u0d28\u0d3f\u0d32\u0d4d\u200d'],
    [
      '\u0e2a\u0e21\u0e28\u0e23\u0e35\u200b\u0e43\u0e08\u0e14\u0e35',
      '\u0e2a\u0e21\u0e28\u0e23\u0e35\u200b\u0e43\u0e08\u0e14\u0e35',
    ],
  ])('reads %j as %j: meaningless invisible characters are removed', (typed, name) => {
    expect(personName.parse(typed)).toBe(name);
  });

  it('refuses a line end inside, which is no slip of the keyboard', () => {
    for (const end of ['\r', '\n', '\r\n']) expect(codesOf(personName, `A${end}da`)).toEqual(['field.characters']);
  });

  it('comes to rest: what it made of a text it makes of it again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const tidy of [tidyLine, tidyText]) expect(tidy(tidy(text))).toBe(tidy(text));
      }),
    );
  });

  it('is put into NFC and trimmed, and counted in characters as people count them', () => {
    expect(personName.parse('  Zoe\u0308 ')).toBe('Zo\u00eb');
    expect(takes(personName, '𠮷'.repeat(100))).toBe(true);
    expect(codesOf(personName, '𠮷'.repeat(101))).toEqual(['field.too_long']);
    expect(codesOf(personName, 'a'.repeat(1_000_000))).not.toEqual([]);
  });

  it.each([
    ['', 'field.required'],
    ['   ', 'field.required'],
    ['123', 'name.no_letter'],
    ['...', 'name.no_letter'],
    ['🙂', 'name.no_letter'],
  ])('refuses %j with %s', (name, code) => {
    expect(codesOf(personName, name)).toEqual([code]);
  });

  it.each([undefined, null, 1, true, {}, ['Ada']])('refuses %p, which is no text', (input) =>
    expect(takes(personName, input)).toBe(false),
  );
});

describe('emailAddress', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    [' Ada@EXAMPLE.org ', 'Ada@example.org'],
    ["o'neill+tag@mail.example.co.uk", "o'neill+tag@mail.example.co.uk"],
    ['ольга@приклад.укр', null],
    ['olga@приклад.укр', 'olga@xn--80aikifvh.xn--j1amh'],
    ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
    ['ada@localhost', null],
    ['ada', null],
    ['@example.org', null],
    ['ada@', null],
    ['ada@@example.org', null],
    ['ada example@example.org', null],
    ['"ada lovelace"@example.org', null],
    ['ada@example..org', null],
    ['ada@-example.org', null],
    ['ada@127.0.0.1', null],
    ['ada@[127.0.0.1]', null],
    ['ada@example.org,eve@example.org', null],
    ['ada@example.org\r\nBcc: eve@example.org', null],
    ['ada\0@example.org', null],
    ['ada@example.org/path', null],
    ['ada@example.org?x', null],
    ['ada@example.org#x', null],
    ['ada@ex%61mple.org', null],
    ['ada@example.org:25', null],
    ['ada@exam\tple.org', null],
    ['ada@example.org\\x', null],
    ['ada@exam\u00adple.org', null],
    ['\u202aada@example.org\u202c', 'ada@example.org'],
    ['\ufeffada@example.org\t', 'ada@example.org'],
    ['<ada@example.org>', null],
    ['ada@exa\u202emple.org', null],
    [`${'a'.repeat(65)}@example.org`, null],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
    [`ada@${'a.'.repeat(130)}org`, null],
  ])('makes %j into %j', (typed, address) => {
    const { success, data } = emailAddress.safeParse(typed);
    expect(success ? data : null).toBe(address);
  });

  it('says "required" of nothing and "not valid" of the rest', () => {
    expect([codesOf(emailAddress, ''), codesOf(emailAddress, '  '), codesOf(emailAddress, 'x')]).toEqual([
      ['field.required'],
      ['field.required'],
      ['email.invalid'],
    ]);
  });

  it('comes to rest: what it made of a text it makes of it again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        const once = normaliseEmail(text);
        if (once !== null) expect(normaliseEmail(once)).toBe(once);
      }),
    );
  });

  it('never lets through what could end a header or begin a second address', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        'a',
        '@',
        '.',
        ',',
        ';',
        ':',
        '<',
        '>',
        '"',
        ' ',
        '\r',
        '\n',
        '\0',
        '\u202e',
        '(',
        ')',
        '\\',
      ),
    });
    fc.assert(
      fc.property(nasty, (text) => expect(normaliseEmail(text) ?? '').not.toMatch(/[\s,;:<>"()\\\0\u202e]/)),
      { numRuns: 2000 },
    );
  });
});

describe('the smaller fields', () => {
  it('take an empty optional field for one not given', () => {
    expect([
      optionalLine(20).parse('  '),
      optionalLine(20).parse(undefined),
      optionalLine(20).parse(null),
      optionalText(20).parse('\n\n'),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('keep lines in a text and nothing else that controls', () => {
    expect(optionalText(100).parse('one\r\ntwo\rthree\tfour')).toBe('one\ntwo\nthree\tfour');
    expect(optionalText(100).parse('one\u2028two\vthree\u202efour\ufeff')).toBe('one\ntwo\nthreefour');
    for (const character of ['\0', '\x1b', '\ufffd', '\ud800'])
      expect(codesOf(optionalText(100), `a${character}b`)).toEqual(['field.characters']);
  });

  it('know every country of ISO 3166-1 in either case, and no other', () => {
    expect(countryCodes.length).toBeGreaterThan(245);
    expect([countryCode.parse('gb'), countryCode.parse(' UA ')]).toEqual(['GB', 'UA']);
    for (const code of ['UK', 'XX', 'EU', 'GBR', '8', '__proto__', 'constructor'])
      expect(codesOf(countryCode, code)).toEqual(['country.unknown']);
    expect(codesOf(countryCode, '')).toContain('field.required');
  });

  it('make a language of a tag, English where we do not speak it', () => {
    expect([localeTag.parse('fr-CA'), localeTag.parse('uk'), localeTag.parse('nl-BE')]).toEqual(['fr', 'uk', 'en']);
    for (const tag of ['', 'f', 'fr_FR', '../etc', 'fr\n']) expect(takes(localeTag, tag)).toBe(false);
  });

  it('let a slug contain lower-case letters, digits and inner hyphens', () => {
    expect(['a', 'reconsider', 'a-1', 'a'.repeat(60)].every((text) => takes(slug, text))).toBe(true);
    expect(
      ['', '-a', 'a-', 'A', 'a b', 'a/b', 'a\n', '..', 'é', 'a'.repeat(61)].some((text) => takes(slug, text)),
    ).toBe(false);
  });
});
