import type { Locale } from '../../platform/http/locale.js';

/** Metadata of every public page of facts. */
export interface PublicFrame {
  locale: Locale;
  /** Absolute address without language. */
  canonical: string;
  /** Absolute address of the picture for link previews. */
  card: string;
}
