/**
 * Settings of the languages. They are read before all others, because the catalogues are loaded with the code: LOCALES_DIR, a folder of catalogues
 * instead of the program's own, and LANGUAGES, those that visitors may choose, separated by commas.
 */
export const localesDir = (): string | undefined =>
  process.env.LOCALES_DIR?.trim() ? process.env.LOCALES_DIR : undefined;

export const languagesSetting = (): string | undefined => process.env.LANGUAGES;
