import type { Messages } from './catalogue.js';
import { marked } from './fallback.js';
import { source } from './languages.js';
import { referenceTexts } from './reference-texts.js';

/**
 * Phrases of the reference data that are stored in English, such as regions and notes on events, in other languages. What has no translation, or was
 * written by staff, is in English and marked as such (fallback.ts).
 * @param name the file in `locales/<language>/reference`
 */
export function knownPhrases(name: string): (english: string, language: string) => string {
  const texts = referenceTexts(name);
  const inLanguage = new Map<string, ReadonlyMap<string, string>>();
  return (english, language) => {
    if (language === source) return english;
    let known = inLanguage.get(language);
    if (!known) inLanguage.set(language, (known = new Map(pairs(texts.get(source), texts.get(language)))));
    return known.get(english) ?? marked(english);
  };
}

/** English and translated texts at the same places. */
function pairs(english: Messages | undefined, own: Messages | undefined): [string, string][] {
  if (typeof english === 'string') return typeof own === 'string' ? [[english, own]] : [];
  if (typeof english !== 'object' || typeof own !== 'object') return [];
  return Object.entries(english).flatMap(([key, value]) =>
    pairs(value, (own as { readonly [key: string]: Messages | undefined })[key]),
  );
}
