import { asPattern } from './supporter-list.sql.js';

it.each([
  ['Kov', 'Kov%'],
  ['100%', '100\\%%'],
  ['a_b', 'a\\_b%'],
  ['\\', '\\\\%'],
])('a search for names that begin with "%s" is the pattern "%s"', (prefix, pattern) => {
  expect(asPattern(prefix)).toBe(pattern);
});
