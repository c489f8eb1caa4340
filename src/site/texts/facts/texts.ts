import type { Locale } from '../../../platform/http/locale.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { uk } from './uk.js';
import type { FactsTexts } from './words.js';

/** The words of the pages about facts, per language. */
export const factsTexts: Record<Locale, FactsTexts> = { en, fr, es, uk };
