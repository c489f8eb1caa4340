import { lastText } from './signup-form.js';

/** Content of the letter form, as typed. */
export interface LetterInput {
  name: string;
  email: string;
  country: string;
  to: string;
  text: string;
  /** The update whose link led here, else empty. */
  source: string;
  /** `wording:State` of the ticked box, else empty. */
  consent: string;
}

/** A posted form, split into what the person typed and what the page added. */
export interface PostedLetter {
  input: LetterInput;
  locale: string | undefined;
  honeypot: string;
  stamp: string;
  altcha: string;
}

/** @param body result of the urlencoded parser */
export function readLetterForm(body: unknown): PostedLetter {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string): string => lastText(fields[name]);
  return {
    input: {
      name: text('name'),
      email: text('email'),
      country: text('country'),
      to: text('to'),
      text: text('text'),
      source: text('source'),
      consent: text('consent'),
    },
    locale: text('locale') || undefined,
    honeypot: text('website'),
    stamp: text('stamp'),
    altcha: text('altcha'),
  };
}

/** The form in the shape of the JSON letter, for the one schema both share. */
export function toLetter({ input, locale, altcha }: PostedLetter): Record<string, unknown> {
  const { consent, ...fields } = input;
  const [wording = '', recipient = ''] = consent.split(':');
  return {
    ...fields,
    ...(consent !== '' && { consent: { wording, recipient } }),
    ...(locale !== undefined && { locale }),
    ...(altcha !== '' && { altcha }),
  };
}
