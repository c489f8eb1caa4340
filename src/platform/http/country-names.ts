import { createRequire } from 'node:module';
import countries, { type LocaleData } from 'i18n-iso-countries';
import { locales, type Locale } from './locale.js';

const require = createRequire(import.meta.url);
for (const locale of locales) countries.registerLocale(require(`i18n-iso-countries/langs/${locale}.json`) as LocaleData);

/** Names that changed after the package was released, each with what says so. */
const renamed: Readonly<Record<string, Record<Locale, string>>> = {
  // Notified to the United Nations on 26 June 2026: https://www.un.org/en/about-us/member-states/naoero
  NR: { en: 'Naoero', fr: 'Naoero', es: 'Naoero', uk: 'Наоеро' },
};

/** A country's name in a language; null when there is none. */
export const countryNameIn = (code: string, locale: Locale): string | null =>
  renamed[code]?.[locale] ?? countries.getName(code, locale) ?? null;
