import { catalogue } from '../platform/texts/catalogue.js';

/** What is said around a petition: how it begins, changes and ends. */
export const petitionLifeTexts = catalogue('petition-life');
