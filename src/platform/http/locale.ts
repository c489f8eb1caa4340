import { languageOf, offeredLanguages, siteLanguages } from '../texts/languages.js';

/** A language as pages and emails name it: the folder of its catalogue. */
export type Locale = string;

/** The languages that visitors may choose, English first. */
export const locales: readonly Locale[] = offeredLanguages().map(({ code }) => code);

/** Every language of the site, offered to visitors or not: staff write texts in all of them. */
export const writtenLocales: readonly Locale[] = siteLanguages.map(({ code }) => code);

/** The name of a language in itself. */
export const localeName = (locale: Locale): string => languageOf(locale)?.name ?? locale;

/** The attribute `dir` of a document in the language: none where it runs from left to right. */
export const directionOf = (locale: Locale): 'rtl' | undefined =>
  languageOf(locale)?.direction === 'rtl' ? 'rtl' : undefined;

export const localeCookie = 'lang';

/** The supported language of a tag, or null: for `zh-Hant-TW` the first there is of `zh-Hant-TW`, `zh-Hant` and `zh`. */
export function supportedLocale(tag: string | undefined): Locale | null {
  const parts = (tag ?? '').trim().toLowerCase().slice(0, 50).split('-');
  for (let length = parts.length; length > 0; length--) {
    const shorter = parts.slice(0, length).join('-');
    const found = locales.find((locale) => locale.toLowerCase() === shorter);
    if (found !== undefined) return found;
  }
  return null;
}

/** The best supported language of an Accept-Language header (RFC 9110), or null. */
export function negotiateLocale(header: string | undefined): Locale | null {
  if (!header) return null;
  return (
    header
      .slice(0, 500)
      .split(',')
      .map((part) => {
        const [tag, ...parameters] = part.split(';');
        const quality = parameters
          .map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1])
          .find((value) => value !== undefined);
        return { locale: supportedLocale(tag), quality: quality === undefined ? 1 : Number(quality) };
      })
      .filter((choice): choice is { locale: Locale; quality: number } => choice.locale !== null && choice.quality > 0)
      .sort((a, b) => b.quality - a.quality)[0]?.locale ?? null
  );
}

/** `?lang=` wins, then the remembered choice, then the browser's preference, then English. */
export function chooseLocale(
  query: string | undefined,
  cookieHeader: string | undefined,
  acceptLanguage: string | undefined,
): Locale {
  return (
    supportedLocale(query) ??
    supportedLocale(cookieOf(cookieHeader, localeCookie)) ??
    negotiateLocale(acceptLanguage) ??
    'en'
  );
}

/** One cookie's value from a Cookie header. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  if (!header) return undefined;
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
