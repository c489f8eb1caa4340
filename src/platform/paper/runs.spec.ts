import { sans, serif } from './faces.js';
import { breaksOf, isPrintable, runsOf } from './runs.js';
import { inFace } from './typesetter.js';

/** "Peace" or a greeting, as people write it. */
const samples: [script: string, text: string][] = [
  ['Arabic', 'السلام عليكم'],
  ['Armenian', 'խաղաղություն'],
  ['Bengali', 'শান্তি'],
  ['Canadian Aboriginal', 'ᐃᓄᒃᑎᑐᑦ'],
  ['Cherokee', 'ᏣᎳᎩ'],
  ['Chinese, simplified', '和平万岁'],
  ['Chinese, traditional', '國際條約'],
  ['Cyrillic', 'Мир, ґанок, Қазақ'],
  ['Devanagari', 'शान्ति क्षेत्र र्क'],
  ['Ethiopic', 'ሰላም'],
  ['Georgian', 'მშვიდობა'],
  ['Greek', 'εἰρήνη'],
  ['Gujarati', 'શાંતિ'],
  ['Gurmukhi', 'ਸ਼ਾਂਤੀ'],
  ['Hebrew', 'שָׁלוֹם'],
  ['Japanese', '平和ァ、ひらがな「東京」'],
  ['Kannada', 'ಶಾಂತಿ ಕ್ಷ'],
  ['Khmer', 'សន្តិភាព'],
  ['Korean', '평화 한국어'],
  ['Lao', 'ສັນຕິພາບ'],
  ['Latin', 'Đặng Thị Hồng, Łódź, ŵ, ɓ'],
  ['Malayalam', 'സമാധാനം ക്ഷ'],
  ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ'],
  ['Myanmar', 'ငြိမ်းချမ်းရေး'],
  ['Oriya', 'ଶାନ୍ତି'],
  ['Persian and Urdu', 'صلح می‌خواهم گھر ٹ ڑ'],
  ['Sinhala', 'ශ්‍රී සාමය'],
  ['Tamil', 'சமாதானம்'],
  ['Telugu', 'శాంతి'],
  ['Thaana', 'ސުލްޙަ'],
  ['Thai', 'สันติภาพ น้ำ'],
  ['Tibetan', 'ཞི་བདེ'],
  ['Emoji', '👩‍🌾 ☮️ ❤️ 🇺🇦'],
  ['Punctuation', '„a“ – … № € ₴ ₹ ¿ « » ।'],
];

describe.each([
  ['sans', sans],
  ['serif', serif],
] as const)('in the family %s', (_, family) => {
  it.each(samples)('%s has a glyph for every letter in both weights', async (_script, text) => {
    const { default: PDFDocument } = await import('pdfkit');
    const document = new PDFDocument();
    expect(isPrintable(text)).toBe(true);
    for (const weight of ['regular', 'bold'] as const)
      for (const run of runsOf(text, family, weight)) {
        expect(run.text).not.toContain('U+');
        expect(missingIn(inFace(document, run.face), run.text)).toEqual([]);
      }
  });
});

it.each(['ਪੰਜਾਬੀ', 'ਸਿੰਘ', 'കേട്ട്', 'വീട്', 'ភ្នំពេញ'])(
  '"%s", whose marks the library cannot place, is printed too',
  async (word) => {
    const { default: PDFDocument } = await import('pdfkit');
    const document = new PDFDocument();
    for (const run of runsOf(word, sans, 'regular'))
      expect(missingIn(inFace(document, run.face).text(run.text), run.text)).toEqual([]);
  },
);

/** The missing-glyph boxes the PDF would draw for a text. */
function missingIn(document: PDFKit.PDFDocument, text: string): unknown[] {
  const { _font: embedded } = document as unknown as {
    _font: { font: { layout: (of: string) => { glyphs: { id: number; advanceWidth: number }[] } } };
  };
  return embedded.font.layout(text).glyphs.filter(({ id, advanceWidth }) => id === 0 && advanceWidth > 0);
}

it.each(['สันติภาพ', 'ക്ഷമ', 'शान्ति', 'ສັນຕິພາບ'])('"%s" is one run, so that its letters can join', (word) => {
  expect(runsOf(word, serif, 'regular').map(({ text }) => text)).toEqual([word]);
});

it('a letter that no face has is printed as its code among the others', () => {
  expect(isPrintable('𠮷野')).toBe(false);
  expect(runsOf('𠮷野a\u200Eb\u0007', sans, 'regular').map(({ text }) => text)).toEqual(['[U+20BB7]', '野', 'ab']);
});

it('words without spaces between them may be broken, marks stay with the word before', () => {
  expect(breaksOf('สันติภาพและความยุติธรรม').length).toBeGreaterThan(2);
  expect(breaksOf('我们要求和平。').join('|')).toMatch(/\|/);
  expect(breaksOf('我们。').at(-1)).not.toBe('。');
  expect(breaksOf('https://example.org/a-b')).toEqual(['https://example.org/a-b']);
});
