import { marked } from './fallback.js';

/** Texts by language, of which only the English one is certain to be there. */
export type ByLanguage<Text = string> = Readonly<Record<string, Text | undefined>>;

/** The text in the language, or the English one. */
export function inLanguage<Text>(texts: ByLanguage<Text>, language: string): Text {
  const text = texts[language] ?? texts.en;
  if (text === undefined) throw new Error('There is no English text to fall back to.');
  return text;
}

/** The same for a text on a page: the English one is marked as such (fallback.ts). */
export const shownIn = (texts: ByLanguage, language: string): string =>
  texts[language] ?? marked(inLanguage(texts, language));
