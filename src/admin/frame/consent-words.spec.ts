import { consentWords } from './consent-words.js';

describe('a consent in words', () => {
  it.each([
    ['newsletter:2026-11', 'newsletter (wording 2026-11)'],
    ['show-name', 'name shown'],
    ['government/DE:2026-11', 'name to governments: Germany (wording 2026-11)'],
    ['partner/friends', 'details to organisations: friends'],
    ['something-new:1', 'something-new (wording 1)'],
  ])('%s is “%s”', (label, words) => {
    expect(consentWords(label)).toBe(words);
  });
});
