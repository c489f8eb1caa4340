import fc from 'fast-check';
import { readFont } from './font.js';
import { cut, widthOf, wrap } from './wrap.js';

const font = readFont('DejaVuSansCondensed');

describe('setting text in lines', () => {
  it('measures as the font does', () => {
    // 2048 units to the em; in the condensed face `i` moves the pen by 512 of them and `W` by 1822.
    expect(widthOf('i', font, 2048)).toBe(512);
    expect(widthOf('W', font, 2048)).toBe(1822);
    expect(widthOf('Щ', font, 10)).toBeGreaterThan(widthOf('і', font, 10));
  });

  it('breaks at spaces, but not at the no-break spaces of French', () => {
    const width = widthOf('Les mines :', font, 20);
    expect(wrap('Les mines : tuent', font, 20, width, 9)).toEqual(['Les mines :', 'tuent']);
    expect(wrap('Les mines\u00a0: tuent', font, 20, width - 1, 9)).toEqual(['Les', 'mines\u00a0:', 'tuent']);
  });

  it('breaks a word that is longer than a line, and ends in an ellipsis what is too much', () => {
    expect(wrap('aaaaaaaa', font, 10, widthOf('aaa', font, 10), 9)).toEqual(['aaa', 'aaa', 'aa']);
    expect(wrap('aaa bbb ccc', font, 10, widthOf('aaa', font, 10), 2)).toEqual(['aaa', 'b…']);
    expect(cut('short', font, 10, 500)).toBe('short');
  });

  it('keeps any text inside its width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 100, max: 1000 }),
        (text, width) => {
          const lines = wrap(text, font, 30, width, 4);
          expect(lines.length).toBeLessThanOrEqual(4);
          for (const line of lines) expect(widthOf(line, font, 30)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
