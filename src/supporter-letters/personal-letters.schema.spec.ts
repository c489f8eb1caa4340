import { locales } from '../platform/http/locale.js';
import { compilePersonalLetterMail } from './personal-letter-mails.service.js';
import { letterStatusTexts } from './letter.texts.js';
import { consentTexts, statePlace } from '../supporters/consents.texts.js';
import { letterText } from './personal-letters.schema.js';
import { personalLetterStatuses, rejectionReasons } from './personal-letters.status.js';

const filler = 'We ask you to look at the convention again in the light of the war. '.repeat(4);
const codesOf = (text: unknown): (string | undefined)[] =>
  (letterText.safeParse(text).error?.issues ?? []).map(
    (issue) => (issue as { params?: { code?: string } }).params?.code ?? issue.code,
  );

describe('the text of a letter', () => {
  it('is taken as it was written, line ends and blank lines aside', () => {
    expect(letterText.parse(`  ${filler}\r\n\r\n\r\n\r\nYours. 3.5 % of 1.000, e.g. a.m./p.m. < 5 & > 4  `)).toBe(
      `${filler.trim()}\n\nYours. 3.5 % of 1.000, e.g. a.m./p.m. < 5 & > 4`,
    );
  });

  it.each([
    ['', 'letter.too_short'],
    ['x'.repeat(199), 'letter.too_short'],
    ['x'.repeat(4001), 'field.too_long'],
    ['x'.repeat(40_000), 'too_big'],
    [`${filler} https://example.org`, 'letter.link'],
    [`${filler} www.example.org`, 'letter.link'],
    [`${filler} example.org/page`, 'letter.link'],
    [`${filler} приклад.укр/сторінка`, 'letter.link'],
    [`${filler} write to ada@example.org`, 'letter.link'],
    [`${filler} <b>bold</b>`, 'letter.markup'],
    [`${filler} <script>alert(1)</script>`, 'letter.markup'],
    [`${filler} </p >`, 'letter.markup'],
    [`${filler} \ufffd`, 'field.characters'],
    [`${filler} \0`, 'field.characters'],
  ])('%#: is refused with a code of its own', (text, code) => {
    expect(codesOf(text)).toContain(code);
  });

  it.each(['a.'.repeat(8_000), '<a'.repeat(8_000), 'a-'.repeat(8_000), 'a@'.repeat(8_000), ' '.repeat(16_000)])(
    '%#: is judged at once, however it is made',
    (text) => {
      expect(codesOf(text).length).toBeGreaterThan(0);
    },
  );
});

describe.each(locales)('the words about a letter in %s', (locale) => {
  it('name the State in the consent and in the emails, and have a text for every status and reason', () => {
    const text = consentTexts(null).letter.texts[locale];
    expect(text?.match(/[{}]/g)).toHaveLength(2);
    expect(text).toContain(statePlace);
    for (const kind of ['confirm', 'standing'] as const) {
      const mail = compilePersonalLetterMail(kind, locale).fill({
        state: 'Atlantis',
        standing: 'Somewhere.',
        link: 'https://c.example.org/x',
        host: 'c.example.org',
        sender: '',
        privacyUrl: 'https://c.example.org/privacy',
        myDataUrl: 'https://c.example.org/me',
        accent: '#0b5394',
        accentInk: '#ffffff',
      });
      expect(mail.text).toContain('Atlantis');
      expect(mail.text).toContain('https://c.example.org/x');
    }
    const { status, reason } = letterStatusTexts(locale);
    expect(
      [...personalLetterStatuses.map((one) => status[one]), ...rejectionReasons.map((one) => reason[one])].every(
        Boolean,
      ),
    ).toBe(true);
  });
});
