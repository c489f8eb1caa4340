import type { VNode } from 'preact';
import { localeName, type Locale } from '../../platform/http/locale.js';

/** One link per language; a mark says what is to be done there. */
export const LanguageTabs = ({
  path,
  languages,
  current,
  marks,
}: {
  path: string;
  languages: readonly Locale[];
  current: Locale;
  marks: ReadonlyMap<Locale, string>;
}): VNode => (
  <nav class="languages" aria-label="Languages of the text">
    <ul>
      {languages.map((locale) => (
        <li>
          <a href={`${path}?lang=${locale}`} lang={locale} aria-current={locale === current ? 'page' : undefined}>
            {localeName(locale)}
          </a>
          {marks.has(locale) && <span class="quiet"> ({marks.get(locale)})</span>}
        </li>
      ))}
    </ul>
  </nav>
);
