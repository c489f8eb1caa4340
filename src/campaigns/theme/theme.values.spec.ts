import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { contrast, grounds, inkOn, leastContrast, ratioWords, weakestOn } from './theme.values.js';

describe('the contrast of two colours', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#0b5394', '#ffffff', 7.84],
  ])('of %s and %s is %d', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 1);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });

  it('is never shown as enough when it is not', () => {
    expect(ratioWords(4.48)).toBe('4.4:1');
    expect(ratioWords(4.5)).toBe('4.5:1');
  });

  const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);

  it('of the label on a button of any colour is enough', () => {
    fc.assert(fc.property(colour, (one) => expect(contrast(one, inkOn(one))).toBeGreaterThanOrEqual(4.2)));
    const allowed = (kind: 'light' | 'dark') => colour.filter((one) => weakestOn(one, kind) >= leastContrast);
    fc.assert(
      fc.property(fc.oneof(allowed('light'), allowed('dark')), (one) =>
        expect(contrast(one, inkOn(one))).toBeGreaterThanOrEqual(leastContrast),
      ),
    );
  });

  it('is measured on the grounds of the style sheet', () => {
    const css = readFileSync('src/site/browser/site.css', 'utf8');
    const values = (name: string) =>
      [...css.matchAll(new RegExp(`--${name}: (#\\w+);`, 'g'))].map(([, value]) => value);
    expect([values('paper'), values('wash')]).toEqual([
      [grounds.light[0], grounds.dark[0]],
      [grounds.light[1], grounds.dark[1]],
    ]);
  });
});
