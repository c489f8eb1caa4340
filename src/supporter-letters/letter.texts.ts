import { catalogue } from '../platform/texts/catalogue.js';

/** The emails to those who write letters. */
export const letterMailTexts = catalogue('supporter-letter-mails');
/** What became of a letter, and why, as its writer reads it. */
export const letterStatusTexts = catalogue('supporter-letter-status');
/** What is printed around the letters in a digest. */
export const digestTexts = catalogue('digest');
