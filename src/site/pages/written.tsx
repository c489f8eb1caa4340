import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { ByLanguage } from '../../platform/texts/in-language.js';
import { languageAttributes } from './language-attributes.js';

/** A text by staff, paragraph by paragraph; marked as English where the language has none. */
export function Written({ texts, locale }: { texts: ByLanguage | undefined; locale: Locale }): VNode | null {
  const language = texts?.[locale] === undefined ? 'en' : locale;
  const text = texts?.[language];
  if (text === undefined) return null;
  return (
    <div {...languageAttributes(language, locale)}>
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p>{paragraph}</p>
      ))}
    </div>
  );
}
