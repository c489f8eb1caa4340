import { claimKeysIn } from '../../claims/claims.schema.js';
import { composeLetter } from './compose-letter.js';
import { letterHtml, letterPlain } from './letter-html.js';
import { fieldsIn, fill, type FieldValues } from './template-engine.js';
import { TemplateFault } from './templates.errors.js';
import { letterReference } from './templates.schema.js';
import { fieldNames } from './templates.values.js';
import { hasCatalogue, messagesOf } from '../../platform/texts/catalogue.js';
import { languages } from '../../platform/texts/languages.js';

const values = Object.fromEntries(fieldNames.map((name) => [name, `<${name}>`])) as FieldValues;
const cite = (title: string): string => title;
const words = {
  notes: 'Notes',
  asOf: (day: string) => `checked on ${day}`,
  compiled: (day: string) => `compiled on ${day}`,
};
const notes = ['C1', 'C2'].map((key) => ({
  key,
  title: `Source ${key}`,
  url: 'https://example.org',
  asOf: '2026-11-01',
}));
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'no fault';
  } catch (error) {
    return (error as TemplateFault).code;
  }
};

describe('a template', () => {
  it('names its fields', () => {
    expect(fieldsIn('{{ state.name }} {% if ccm.since %}since {{ ccm.since }}{% endif %}')).toEqual([
      'state.name',
      'ccm.since',
    ]);
  });

  it.each([
    ['{{ state.colour }}', 'template.unknown_field'],
    ['{{ global.secret }}', 'template.unknown_field'],
    ['{{ constructor }}', 'template.unknown_field'],
    ['{{ state.name | shout }}', 'template.syntax'],
    ['{% if state.name %}', 'template.syntax'],
    ['{{ state.name', 'template.syntax'],
    ['{% include "/etc/passwd" %}', 'template.syntax'],
    ['{% for i in (1..100000000) %}x{% endfor %}', 'template.limit'],
    [
      '{% for i in (1..3000) %}{% for j in (1..3000) %}{% for k in (1..3000) %}{% endfor %}{% endfor %}{% endfor %}',
      'template.limit',
    ],
    ['x'.repeat(20_001), 'template.too_long'],
  ])('%s is refused as %s', (text, code) => {
    expect(codeOf(() => fill(text, values))).toBe(code);
  });
});

describe('a letter', () => {
  const frame = {
    subject: 'About {{ state.name }}',
    body: 'Sir,\n\n{{ letter.sections }}\n\nAnd once more. [C1]\n\n{{ ministry.city }}',
  };

  it('numbers its claims in the order of first mention and prints them as notes', () => {
    const letter = composeLetter({
      frame,
      sections: [{ body: 'First. [C2]' }, { body: 'Second. [C1][C2]' }],
      values,
      notes,
      cite,
      words,
    });
    expect(letter.claims).toEqual(['C2', 'C1']);
    expect(letter.text).toContain('First. [1]\n\nSecond. [2][1]');
    expect(letter.text).toMatch(
      /\*\*Notes\*\*\n\n1\. Source C2, https:\/\/example\.org, checked on 2026-11-01\n2\. Source C1/,
    );
    expect(letter.subject).toBe('About <state.name>');
    expect(letter.textHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says which fields are empty, and needs a section', () => {
    const some = { ...values, 'ministry.city': null };
    expect(
      composeLetter({ frame, sections: [{ body: 'One. [C1]' }], values: some, notes, cite, words }).missing,
    ).toEqual(['ministry.city']);
    expect(codeOf(() => composeLetter({ frame, sections: [], values, notes, cite, words }))).toBe(
      'template.no_sections',
    );
    expect(composeLetter({ frame, sections: null, values, notes, cite, words }).claims).toEqual(['C1']);
    expect(codeOf(() => composeLetter({ frame, sections: [{ body: '[C9]' }], values, notes, cite, words }))).toBe(
      'template.unknown_field',
    );
  });

  it('brings no markup, picture or script of its own, and turns for languages that run from right to left', () => {
    const html = letterHtml(
      '<script>x</script> ![p](https://example.org/p.png) [l](javascript:x) **b**',
      'ar',
      'S & T',
      'Legal',
    );
    expect(html).toContain('dir="rtl"');
    expect(html).toContain('<title>S &amp; T</title>');
    expect(html).not.toMatch(/<script|<img|href="javascript/);
    expect(letterPlain('**b**\n\n---\n\nx', 'Legal')).toContain('b\n\n————');
  });
});

describe.each(languages.map(({ code }) => code).filter((code) => hasCatalogue(code, 'reference/letters')))(
  'every text of the letter in %s',
  (locale) => {
    const { frame, followUp, sections } = letterReference.parse(messagesOf(locale, 'reference/letters'));
    const model = letterReference.parse(messagesOf('en', 'reference/letters'));

    it('uses the fields and names the sources that the English one does', () => {
      const textsOf = (of: typeof sections) => [
        of.APMBC.ask,
        of.APMBC.thanks,
        of.APMBC.suspension,
        of.CCM.ask,
        of.CCM.signatory,
        of.CCM.thanks,
      ];
      const english = [model.frame.body, model.followUp.body, ...textsOf(model.sections)];
      [frame.body, followUp.body, ...textsOf(sections)].forEach((text, n) => {
        expect(fieldsIn(text)).toEqual(fieldsIn(english[n] ?? ''));
        expect([...claimKeysIn(text)].sort()).toEqual([...claimKeysIn(english[n] ?? '')].sort());
      });
    });

    it('ends with the closing formula and the signatory', () => {
      for (const { body } of [frame, followUp])
        expect(body).toMatch(/\{\{ addressee\.closing \}\}\n\n\{\{ letter\.signatory \}\}$/);
    });
  },
);

describe.each(['en', 'fr', 'es'])('the bundled letter in %s', (locale) => {
  const reference = letterReference.parse(messagesOf(locale, 'reference/letters'));
  const { frame, followUp, sections } = reference;
  const every = [
    sections.APMBC.ask,
    sections.APMBC.thanks,
    sections.APMBC.suspension,
    sections.CCM.ask,
    sections.CCM.signatory,
    sections.CCM.thanks,
  ];

  it('uses only fields there are, says first what the conventions are for, and names its sources', () => {
    for (const body of [frame.subject, frame.body, ...every]) expect(() => fieldsIn(body)).not.toThrow();
    expect(claimKeysIn(frame.body).slice(0, 3)).toEqual(['C24', 'APMBC-PRE', 'CCM-PRE']);
    for (const body of every) expect(claimKeysIn(body).length).toBeGreaterThan(0);
  });

  it('asks no State to withdraw that is thanked, and names Article 20 to those that are asked', () => {
    for (const body of [sections.APMBC.ask, sections.CCM.ask]) expect(body).toMatch(/art[ií]c(le|ulo) 20/i);
    for (const body of [sections.APMBC.thanks, sections.CCM.thanks, sections.CCM.signatory])
      expect(body).not.toMatch(/reconsider|réexaminer|give notice|notifi(er|que)/);
  });

  it('is followed up by one that asks for nothing but an answer, and leaves a way out', () => {
    for (const body of [followUp.subject, followUp.body]) expect(() => fieldsIn(body)).not.toThrow();
    expect(fieldsIn(followUp.body)).toEqual(expect.arrayContaining(['earlier.reference', 'earlier.day']));
    expect(claimKeysIn(followUp.body)).toEqual(['APMBC-PRE', 'CCM-PRE']);
    expect(followUp.body).not.toMatch(/withdraw|dénonc|retir/i);
  });
});
