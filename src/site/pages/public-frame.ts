import type { Locale } from '../../platform/http/locale.js';

/** What every public page of facts is told about itself. */
export interface PublicFrame {
  locale: Locale;
  /** Absolute address without language. */
  canonical: string;
  /** Absolute address of the picture for link previews. */
  card: string;
}
