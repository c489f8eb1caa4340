import { z } from 'zod';
import type { RecipientState } from '../updates/recipients.status.js';
import type { OwnLetter } from '../supporter-letters/own-letters.service.js';
import {
  countryCode,
  emailAddress,
  furtherName,
  optionalLine,
  optionalText,
  personName,
} from '../platform/http/fields.js';

/** The form that requests the link; unknown fields are ignored. */
export const ownDataRequest = z.object({ email: emailAddress });

/** What a person may correct about a signature; an unticked box is absent. */
export const ownCorrection = z.object({
  givenName: personName,
  familyName: furtherName,
  country: countryCode,
  postalCode: optionalLine(20),
  comment: optionalText(1000),
  showName: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
});
export type OwnCorrection = z.output<typeof ownCorrection>;

/** What staff may correct about a signature when its signer asks for it: never the comment, the consents or the mailbox. */
export const staffCorrectionForm = ownCorrection.pick({
  givenName: true,
  familyName: true,
  country: true,
  postalCode: true,
});
export type StaffCorrection = z.output<typeof staffCorrectionForm>;

/** The same, with the hash of what the page showed before. */
export const staffCorrectionInput = staffCorrectionForm.extend({ shown: z.string().max(64) });

/** Everything held about a person, as the person may see it. Instants are ISO 8601. */
export interface OwnData {
  email: string;
  locale: string;
  knownSince: string;
  emailConfirmedAt: string | null;
  /** Only requested email is sent to this address. */
  unsubscribed: boolean;
  signatures: OwnRecord[];
  /** What is held apart from signatures: a sign-up, or what an API client entered. */
  contact: OwnContact | null;
  /** Tags put on the person by API clients, oldest first. */
  labels: { name: string; since: string }[];
  /** Letters to ministries, oldest first. */
  letters: OwnLetterRecord[];
  /** Updates that were written down for the person, oldest first. */
  updates: OwnUpdate[];
}

/** An update that was emailed to the person, or was to be. */
export interface OwnUpdate {
  title: string;
  /** Path of its public page */
  page: string;
  locale: string;
  /** See recipients.status.ts */
  state: RecipientState;
  /** When it was sent, or why not was known */
  settledAt: string | null;
}

/** What is known of a person apart from signatures and letters. */
export interface OwnContact {
  status: string;
  givenName: string | null;
  familyName: string | null;
  country: string | null;
  postalCode: string | null;
  locale: string;
  source: string | null;
  createdAt: string;
  modifiedAt: string;
  confirmedAt: string | null;
  consents: OwnConsent[];
}

/** One consent given or withdrawn. */
export interface OwnConsent {
  purpose: string;
  recipient: string;
  wording: string;
  given: boolean;
  locale: string;
  method: string;
  page: string | null;
  recordedAt: string;
}

export interface OwnLetterRecord extends Omit<OwnLetter, 'letterId'> {
  /** Reference of the campaign's letter it was enclosed with. */
  reference: string | null;
  /** Oldest first. */
  consents: OwnConsent[];
}

export interface OwnRecord {
  id: string;
  petition: { slug: string; title: string };
  /** The version of the petition that was signed */
  version: number;
  status: string;
  givenName: string;
  familyName: string;
  country: string;
  postalCode: string | null;
  comment: string | null;
  /** To the petition's own questions, in words */
  answers: { label: string; answer: string }[];
  showName: boolean;
  locale: string;
  source: string | null;
  signedAt: string;
  confirmedAt: string | null;
  remindedAt: string | null;
  number: number | null;
  /** A keyed hash of the network the sign-up came from (/24 or /56), hexadecimal. */
  networkHash: string | null;
  /** Every consent given or withdrawn, oldest first. */
  consents: OwnConsent[];
}
