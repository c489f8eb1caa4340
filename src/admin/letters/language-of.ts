/** The language of a letter; where there is no approved text in the one the ministry writes in, that one too. */
export const languageOf = (locale: string, fallbackFrom: string | null): string =>
  fallbackFrom === null ? locale : `${locale} (writes in ${fallbackFrom})`;
