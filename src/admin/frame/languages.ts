import { writtenLocales, type Locale } from '../../platform/http/locale.js';

/**
 * Languages a form or page of a campaign asks for: English, those the campaign chose (none: all of the site), and those in which something is written.
 * @param isWritten whether there is a text in a language
 */
export const languagesFor = (
  { campaign }: { campaign: { locales: readonly string[] } | null },
  isWritten: (locale: Locale) => boolean,
): Locale[] => {
  const chosen = campaign?.locales ?? [];
  return writtenLocales.filter(
    (locale) => locale === 'en' || chosen.length === 0 || chosen.includes(locale) || isWritten(locale),
  );
};

/** Whether a form has something in a language: its fields end in `_<language>`. */
export const writtenIn =
  (input: Readonly<Record<string, string | undefined>>) =>
  (locale: Locale): boolean =>
    Object.entries(input).some(([name, value]) => name.endsWith(`_${locale}`) && (value ?? '') !== '');
