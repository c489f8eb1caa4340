import type { OwnData } from '../petitions/own-data.schema.js';
import { ownDataPdf } from './own-data-pdf.js';

const dataOf = (names: readonly string[]): OwnData => ({
  email: 'ada@example.org',
  locale: 'en',
  knownSince: '2026-11-29T10:00:00.000Z',
  emailConfirmedAt: null,
  unsubscribed: false,
  signatures: [],
  contact: null,
  labels: names.map((name) => ({ name, since: '2026-11-29' })),
  letters: [],
});

/** Fonts in a file, by the names they were embedded under. */
const fontsIn = (pdf: Buffer): string[] => [
  ...new Set(Array.from(pdf.toString('latin1').matchAll(/\/FontName \/[A-Z]+\+(\S+)/g), ([, name]) => name ?? '')),
];

describe('ownDataPdf', () => {
  it('embeds a font for each script the person used', async () => {
    const pdf = await ownDataPdf(dataOf(['Олена Łęcka', '奥莱娜', 'โอเลนา', 'ओलेना', '올레나']), 'en');
    expect(fontsIn(pdf).join(' ')).toMatch(/DejaVuSans.*Unifont.*Thai.*Devanagari/i);
  });

  it('embeds no more than the usual fonts when they have every character', async () => {
    const fonts = fontsIn(await ownDataPdf(dataOf(['Олена Łęcka']), 'uk'));
    expect(fonts.every((font) => font.startsWith('DejaVuSans'))).toBe(true);
  });

  it('says what the numbers are when a character is in no font, and only then', async () => {
    const [plain, named] = [await ownDataPdf(dataOf(['Ada']), 'en'), await ownDataPdf(dataOf(['Ada 🪿']), 'en')];
    expect(named.length).toBeGreaterThan(plain.length);
  });
});
