import { hasCatalogue, messagesOf } from '../../platform/texts/catalogue.js';
import { languages } from '../../platform/texts/languages.js';
import { letterReference, type LetterReference } from './templates.schema.js';

/** Languages with bundled texts. */
export const shippedLocales = languages
  .map(({ code }) => code)
  .filter((code) => hasCatalogue(code, 'reference/letters'));

/** Of the bundled texts, those that are used at once. The others are drafts until a person who reads the language approves them. */
export const approvedLocales: ReadonlySet<string> = new Set(['en', 'fr', 'es']);

/** The bundled texts of a language. */
export const shippedLetters = (locale: string): LetterReference =>
  letterReference.parse(messagesOf(locale, 'reference/letters'));

/** All bundled texts, as the file of a campaign has them. */
export function shippedTemplates(): object[] {
  return shippedLocales.flatMap((locale) => {
    const { frame, followUp, sections } = shippedLetters(locale);
    return [
      { kind: 'frame', locale, ...frame },
      { kind: 'follow_up', locale, ...followUp },
      ...Object.entries(sections).flatMap(([convention, bodies]) =>
        Object.entries(bodies).map(([audience, body]) => ({ kind: 'section', locale, convention, audience, body })),
      ),
    ];
  });
}
