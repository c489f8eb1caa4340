import { catalogue } from '../platform/texts/catalogue.js';
import { knownPhrases } from '../platform/texts/known-phrases.js';

/** What the public pages say, by part of the site. */
export const texts = catalogue('site');
export const factsTexts = catalogue('facts');
export const registerTexts = catalogue('register');
export const lawTexts = catalogue('law');
export const essayTexts = catalogue('essay');
export const integrityTexts = catalogue('integrity');
export const countLogTexts = catalogue('count-log');
export const answersTexts = catalogue('answers');
export const letterTexts = catalogue('supporter-letter');
export const verifyLetterTexts = catalogue('verify-letter');
export const myDataTexts = catalogue('my-data');
export const contactTexts = catalogue('contact');
export const embedTexts = catalogue('embed');
export const legalTexts = catalogue('legal');
export const versionTexts = catalogue('versions');
export const lifeTexts = catalogue('petition-life');
export const updateTexts = catalogue('updates');
export const previewTexts = catalogue('preview');
export const noticeTexts = catalogue('privacy-notice');

/** Regions, groups of States and places of meetings, as stored, in a language. */
export const geography = knownPhrases('geography');
/** Notes on events of the ledger, as shipped, in a language. */
export const eventNote = knownPhrases('event-notes');
