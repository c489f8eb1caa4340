import { directionOf, type Locale } from '../../platform/http/locale.js';

/** Attributes of an element whose text may be in another language than its page; none where it is the same. */
export const languageAttributes = (language: Locale, page: Locale): { lang?: Locale; dir?: 'ltr' | 'rtl' } =>
  language === page ? {} : { lang: language, dir: directionOf(language) ?? 'ltr' };
