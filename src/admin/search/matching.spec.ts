import { matching } from './matching.js';

const states = [
  'Côte d’Ivoire',
  'Türkiye',
  'United Kingdom',
  'Guinea',
  'Guinea-Bissau',
  'Equatorial Guinea',
  'Україна',
];
const found = (typed: string) => matching(typed, states, (name) => [name]);

describe('what somebody looks for', () => {
  it.each([
    ['cote d ivoire', ['Côte d’Ivoire']],
    ['COTE', ['Côte d’Ivoire']],
    ['ivoire', ['Côte d’Ivoire']],
    ['turk', ['Türkiye']],
    ['kingdom united', ['United Kingdom']],
    ['guinea', ['Guinea', 'Guinea-Bissau', 'Equatorial Guinea']],
    ['equatorial gu', ['Equatorial Guinea']],
    ['УКРА', ['Україна']],
    ['uinea', []],
    ['guinea france', []],
    ['  ', []],
    ['’-', []],
  ])('%s finds %j', (typed, names) => {
    expect(found(typed)).toEqual(names);
  });

  it('looks at all texts of a thing together', () => {
    const claims = [{ key: 'C07', words: 'Extensive use of mines' }];
    const texts = ({ key, words }: (typeof claims)[number]) => [key, words];
    expect(matching('c07', claims, texts)).toEqual(claims);
    expect(matching('c07 mines', claims, texts)).toEqual(claims);
  });
});
