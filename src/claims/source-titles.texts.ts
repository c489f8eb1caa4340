import { knownPhrases } from '../platform/texts/known-phrases.js';

const known = knownPhrases('source-titles');

/**
 * A source as it is cited in a language: articles of treaties, lists and reports by their names there. Titles of articles and books, and sources of staff,
 * are as they were entered and marked as English (fallback.ts). @param title may name several, separated by `; `
 */
export const citedIn = (title: string, language: string): string =>
  title
    .split('; ')
    .map((one) => known(one, language))
    .join('; ');
