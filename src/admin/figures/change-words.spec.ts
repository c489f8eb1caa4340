import { changeInWords, percentText, shareChangeInWords } from './change-words.js';

const than = 'in the 30 days before';

it.each([
  [0, 0, null],
  [5, 0, null],
  [0, 7, '0 %'],
  [7, 7, '100 %'],
  [1, 3, '33 %'],
  [1, 1_000_000, 'under 1 %'],
  [999_999, 1_000_000, 'over 99 %'],
])('writes %d of %d as %s', (part, whole, text) => {
  expect(percentText(part, whole)).toBe(text);
});

it.each([
  [0, 0, 'as many as in the 30 days before'],
  [5, 5, 'as many as in the 30 days before'],
  [1500, 0, '1,500 more than in the 30 days before (none)'],
  [0, 4, '100 % fewer than in the 30 days before (4)'],
  [112, 100, '12 % more than in the 30 days before (100)'],
  [1, 3, '67 % fewer than in the 30 days before (3)'],
  [3000, 1000, '200 % more than in the 30 days before (1,000)'],
  [1_000_001, 1_000_000, 'under 1 % more than in the 30 days before (1,000,000)'],
])('says how %d compares with %d', (now, before, words) => {
  expect(changeInWords(now, before, than)).toBe(words);
});

it.each([
  [[0, 0], [0, 0], 'nothing to compare: nobody signed in the 30 days before'],
  [[1, 2], [0, 0], 'nothing to compare: nobody signed in the 30 days before'],
  [[0, 0], [1, 2], 'nothing to compare: nobody signed'],
  [[1, 2], [2, 4], 'the same share as in the 30 days before'],
  [[9, 10], [8, 10], '10 points higher than in the 30 days before (80 %)'],
  [[79, 100], [8, 10], '1 point lower than in the 30 days before (80 %)'],
])('compares the share %j with %j', ([part, whole], [partBefore, wholeBefore], words) => {
  const share = (a = 0, b = 0) => ({ part: a, whole: b });
  expect(shareChangeInWords(share(part, whole), share(partBefore, wholeBefore), than)).toBe(words);
});
