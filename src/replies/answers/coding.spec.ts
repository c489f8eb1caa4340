import { describe, expect, it } from '@jest/globals';
import { agreementOf, readingOf, type Coding } from './coding.js';
import type { Stance } from './stances.values.js';

const by = (coder: string, stance: Stance): Coding => ({ coder, stance });

describe('codings of an answer', () => {
  it('come to nothing, to one word, to an agreement or to a dispute', () => {
    expect(readingOf([])).toEqual({ status: 'uncoded' });
    expect(readingOf([by('a', 'rejects')])).toEqual({ status: 'provisional', stance: 'rejects' });
    expect(readingOf([by('a', 'rejects'), by('b', 'rejects')])).toEqual({ status: 'agreed', stance: 'rejects' });
    expect(readingOf([by('a', 'rejects'), by('b', 'reviewing')])).toEqual({ status: 'disputed' });
  });

  it('count the newest word of each person, so that one person alone never agrees with themselves', () => {
    expect(readingOf([by('a', 'rejects'), by('a', 'rejects')])).toEqual({ status: 'provisional', stance: 'rejects' });
    expect(readingOf([by('a', 'rejects'), by('b', 'reviewing'), by('a', 'reviewing')])).toEqual({
      status: 'agreed',
      stance: 'reviewing',
    });
  });

  it('are in dispute as soon as a third person says another thing', () => {
    expect(readingOf([by('a', 'rejects'), by('b', 'rejects'), by('c', 'supports')])).toEqual({ status: 'disputed' });
  });
});

describe('agreement', () => {
  it('is nothing where nobody coded twice', () => {
    expect(agreementOf([[by('a', 'rejects')], []])).toBeNull();
  });

  it('is measured on the first words of two people', () => {
    const answers = [
      [by('a', 'rejects'), by('b', 'rejects')],
      [by('a', 'rejects'), by('b', 'reviewing'), by('b', 'rejects')],
      [by('c', 'reviewing'), by('a', 'reviewing')],
      [by('c', 'reviewing'), by('c', 'rejects'), by('b', 'reviewing')],
    ];
    // Three of four agree; of eight words three are "rejects" and five "reviewing".
    const agreement = agreementOf(answers);
    expect(agreement).toMatchObject({ answers: 4, observed: 0.75 });
    const expected = (3 / 8) ** 2 + (5 / 8) ** 2;
    expect(agreement?.pi).toBeCloseTo((0.75 - expected) / (1 - expected), 10);
  });

  it('says nothing beyond chance where only one word was ever used', () => {
    expect(agreementOf([[by('a', 'rejects'), by('b', 'rejects')]])).toEqual({ answers: 1, observed: 1, pi: null });
  });
});
