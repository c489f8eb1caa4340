import { catalogue, messagesOf } from '../platform/texts/catalogue.js';
import { unmarked } from '../platform/texts/fallback.js';
import type { Locale } from '../platform/http/locale.js';
import { languages } from '../platform/texts/languages.js';
import type { ConsentReference } from '../supporters/consents.schema.js';

const texts = catalogue('supporter-letter');

/** What each language says before the State is named: the stored wording; the record of the consent names the State. */
const stored = languages.flatMap(({ code }): [string, string][] => {
  const { consent } = messagesOf(code, 'supporter-letter') as { consent?: string };
  return consent === undefined ? [] : [[code, consent]];
});

/** What the writer of a letter agrees to. A new text is a new wording: what was agreed to stays as it was shown. */
export const letterConsent: ConsentReference = {
  purpose: 'government',
  wording: 'letter-2026-12',
  recipients: 'states',
  texts: Object.fromEntries(stored),
};

/** The text beside the box, naming the one State the letter goes to. */
export const consentTextFor = (locale: Locale, state: string): string => unmarked(texts(locale).consent({ state }));
