import { digestPdf } from '../../supporter-letters/digest-pages.js';
import { digestOf } from '../../supporter-letters/digest.js';
import { letterPdf, type LetterPaper } from './letter-pdf.js';
import { visualOrder, wordsOf } from '../../platform/paper/typesetter.js';

const paper: LetterPaper = {
  locale: 'en',
  subject: 'About mines',
  text: 'Sir,\n\n**A heading**\n\nText with ελληνικά and українська. [1]\n\n---\n\n**Notes**\n\n1. A source',
  reference: 'DEM-2027-0001',
  sender: ['The campaign'],
  footer: ['Legal line'],
  verifyUrl: 'https://campaign.example.org/letters/DEM-2027-0001',
  textHash: 'a'.repeat(64),
  size: 'A4',
  annex: {
    title: 'Annex',
    method: ['How it was counted.'],
    byCountry: {
      heading: 'By country',
      rows: Array.from({ length: 150 }, (_, n) => ({ label: `Country ${n}`, n: String(n) })),
    },
    byMonth: { heading: 'By month', rows: [{ label: '2027-01', n: '3' }] },
  },
};
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

describe('a letter on paper', () => {
  it('is the same file for the same letter, with its annex on pages of its own and the fonts in it', async () => {
    const [one, two] = [await letterPdf(paper), await letterPdf(paper)];
    expect(one.equals(two)).toBe(true);
    expect(pagesOf(one)).toBe(3);
    expect(one.toString('latin1')).toMatch(/\/FontFile2/);
    expect(pagesOf(await letterPdf({ ...paper, annex: null, size: 'LETTER' }))).toBe(1);
  });

  it('has the letters by supporters that go with it on pages of their own', async () => {
    const one = {
      id: '1',
      name: 'Ada',
      country: 'GB',
      confirmedAt: new Date('2027-03-01T10:00:00Z'),
      text: 'Peace. '.repeat(900),
    };
    const digest = digestOf([one], 1, paper.reference, 'en');
    const alone = await digestPdf(digest, paper);
    expect(pagesOf(alone)).toBeGreaterThan(1);
    expect(pagesOf(await letterPdf({ ...paper, digest }))).toBe(pagesOf(await letterPdf(paper)) + pagesOf(alone));
  });
});

it.each([
  ['אחת שתיים שלוש', 'שלוש שתיים אחת'],
  ['אחת Article 20 שתיים', 'שתיים Article 20 אחת'],
  ['Article 20', 'Article 20'],
  ['אחת 2027. [1] שתיים', 'שתיים [1] .2027 אחת'],
  ['اليوم 25 مارس 2027، كان', 'كان ،2027 مارس 25 اليوم'],
  ['1. United Nations, A/RES/60/97; אחת', 'אחת ;United Nations, A/RES/60/97 .1'],
  ['אחת (DEM-2027-0001).', '.(DEM-2027-0001) אחת'],
  ['Article 2(1), אחת', 'אחת ,Article 2(1)'],
  ['https://example.org/a/; אחת', 'אחת ;https://example.org/a/'],
])('a line from right to left, "%s", is seen as "%s"', (read, seen) => {
  const words = visualOrder(wordsOf(read).map((word) => ({ ...word, joined: false })));
  expect(words.map(({ text, joined }, n) => (n === 0 || joined ? text : ` ${text}`)).join('')).toBe(seen);
});
