import type { VNode } from 'preact';
import { directionOf, type Locale } from '../../platform/http/locale.js';
import type { ByLanguage } from '../../platform/texts/in-language.js';

/** A text by staff, paragraph by paragraph; marked as English where the language has none. */
export function Written({ texts, locale }: { texts: ByLanguage | undefined; locale: Locale }): VNode | null {
  const language = texts?.[locale] === undefined ? 'en' : locale;
  const text = texts?.[language];
  if (text === undefined) return null;
  const own = language === locale;
  return (
    <div lang={own ? undefined : language} dir={own ? undefined : (directionOf(language) ?? 'ltr')}>
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p>{paragraph}</p>
      ))}
    </div>
  );
}
