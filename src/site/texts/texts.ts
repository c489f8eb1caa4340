import type { Locale } from '../../platform/http/locale.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { uk } from './uk.js';
import type { Texts } from './words.js';

/** The words of the public pages, per language. */
export const texts: Record<Locale, Texts> = { en, fr, es, uk };
