import { messagesOf } from '../platform/texts/catalogue.js';
import { languages } from '../platform/texts/languages.js';
import type { ConsentReference } from '../supporters/consents.schema.js';

/** Stands in the stored wording for the State; the record of the consent names it. */
export const statePlace = '{state}';

const texts = languages.flatMap(({ code }): [string, string][] => {
  const { consent } = messagesOf(code, 'supporter-letter') as { consent?: string };
  return consent === undefined ? [] : [[code, consent]];
});

/** What the writer of a letter agrees to. A new text is a new wording: what was agreed to stays as it was shown. */
export const letterConsent: ConsentReference = {
  purpose: 'government',
  wording: 'letter-2026-12',
  recipients: 'states',
  texts: Object.fromEntries(texts),
};
