import { catalogue } from '../../platform/texts/catalogue.js';

/** What pages, JSON and feeds say about demands. */
export const demandTexts = catalogue('demands');
