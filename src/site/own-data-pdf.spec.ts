import type { OwnData } from '../privacy/own-data.schema.js';
import { ownDataPdf } from './own-data-pdf.js';
import { myDataTexts } from './texts.js';
import { isPrintable } from '../platform/paper/runs.js';

const at = '2027-03-01T10:00:00.000Z';
const letter = {
  id: '1',
  iso: 'CH',
  status: 'confirmed',
  name: 'Ada',
  country: 'GB',
  locale: 'en',
  source: null,
  writtenAt: at,
  confirmedAt: at,
  decidedAt: null,
  reason: null,
  reference: null,
  deliveredAt: null,
  withdrawnAt: null,
  consents: [],
};
const dataOf = (text: string): OwnData => ({
  email: 'ada@example.org',
  locale: 'en',
  knownSince: at,
  emailConfirmedAt: at,
  unsubscribed: false,
  signatures: [],
  contact: null,
  labels: [],
  letters: [{ ...letter, text }],
  updates: [],
});
const fontsIn = (pdf: Buffer): string[] =>
  [
    ...new Set(Array.from(pdf.toString('latin1').matchAll(/\/BaseFont \/[A-Z]+\+(\S+)/g), ([, name = '']) => name)),
  ].sort();

describe('what we hold about a person, as a PDF', () => {
  it('embeds a font for each script that is in it, and no other', async () => {
    const plain = fontsIn(await ownDataPdf(dataOf('Peace'), 'en'));
    expect(plain).toEqual(['DejaVuSans', 'DejaVuSans-Bold']);
    const many = fontsIn(await ownDataPdf(dataOf('สันติภาพ\nശാന്തി\r\n和平 سلام'), 'en'));
    expect(many.filter((name) => !plain.includes(name))).toEqual([
      expect.stringMatching(/Malayalam/),
      expect.stringMatching(/Thai/),
      expect.stringMatching(/Unifont/i),
    ]);
  });

  it.each(['en', 'fr', 'es', 'uk'] as const)(
    'in %s points to the JSON where a character is in no font, and only there',
    async (locale) => {
      const pointer = myDataTexts(locale).unprintable;
      expect(pointer).toContain(myDataTexts(locale).download);
      expect(pointer).toContain(myDataTexts(locale).link);
      expect(isPrintable(pointer)).toBe(true);
      const [with_, without] = [await ownDataPdf(dataOf('𠮷'), locale), await ownDataPdf(dataOf('[U+20BB7]'), locale)];
      expect(with_.length).toBeGreaterThan(without.length + 50);
    },
  );
});
