import fc from 'fast-check';
import { fingerprintOf, shinglesOf, signatureOf, similarity, wordsIn } from './shingles.js';

const words = (n: number, from = 0) => Array.from({ length: n }, (_, at) => `word${from + at}`).join(' ');
const estimate = (one: string, other: string): number => {
  const [a, b] = [signatureOf(shinglesOf(one)).minHash, signatureOf(shinglesOf(other)).minHash];
  return a.filter((value, n) => value === b[n]).length / a.length;
};

describe('how much two texts are alike', () => {
  it.each([
    ['Sir, LOOK  again!', 'sir look again'],
    ['ﬁne ① text', 'fine 1 text'],
    ['Перегляньте, будь ласка', 'перегляньте будь ласка'],
    ['请重新考虑', '请 重 新 考 虑'],
  ])('reads the words of "%s"', (text, plain) => {
    expect(wordsIn(text).join(' ')).toBe(plain);
  });

  it('is one for the same words in other signs and capitals, and nothing for others', () => {
    const text = words(60);
    expect(similarity(shinglesOf(text), shinglesOf(text.toUpperCase().replaceAll(' ', ', ')))).toBe(1);
    expect(fingerprintOf(text)).toBe(fingerprintOf(`${text.toUpperCase()}!`));
    expect(similarity(shinglesOf(text), shinglesOf(words(60, 100)))).toBe(0);
    expect(similarity(shinglesOf(''), shinglesOf(''))).toBe(0);
  });

  it('counts shingles of five words: one changed word of sixty changes five of them', () => {
    const text = words(60);
    expect(similarity(shinglesOf(text), shinglesOf(text.replace('word30', 'other')))).toBeCloseTo(51 / 61, 5);
  });

  it('is estimated by the signature within a fifth, for any texts that share a part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 200 }), fc.integer({ min: 0, max: 200 }), (shared, own) => {
        const [one, other] = [`${words(shared)} ${words(own, 1000)}`, `${words(shared)} ${words(own, 2000)}`];
        expect(Math.abs(estimate(one, other) - similarity(shinglesOf(one), shinglesOf(other)))).toBeLessThan(0.25);
      }),
      { numRuns: 60 },
    );
  });

  it('is looked up by bands: texts that share most have one in common, strangers have none', () => {
    const bandsOf = (text: string) => new Set(signatureOf(shinglesOf(text)).bands);
    const meet = (one: string, other: string) => [...bandsOf(one)].some((band) => bandsOf(other).has(band));
    const text = words(100);
    for (let at = 0; at < 100; at += 10) expect(meet(text, text.replace(`word${at}`, 'other'))).toBe(true);
    for (let n = 1; n <= 20; n++) expect(meet(text, words(100, n * 1000))).toBe(false);
  });
});
