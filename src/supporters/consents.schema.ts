import { z } from 'zod';
import { leftOut, slug } from '../platform/http/fields.js';

/** A State by its ISO code, or an organisation by its key. */
const recipientKey = z.string().regex(/^[A-Za-z0-9-]{1,60}$/, 'is not a recipient');

/** What a person agrees to, with the version of the text that was shown; `recipient` where the purpose names one. */
export const consentGiven = z.strictObject({
  purpose: slug,
  wording: z.string().regex(/^[A-Za-z0-9.-]{1,40}$/, 'is not a wording version'),
  recipient: leftOut(recipientKey),
});
export type ConsentGiven = z.infer<typeof consentGiven>;

/** A purpose a petition asks for. `recipients`: `states` are those party to a convention, others are named. */
export const consentOffer = z.object({
  purpose: slug,
  wording: z.string(),
  recipients: z
    .union([z.literal('states'), z.array(z.object({ key: recipientKey, name: z.string().min(1) }))])
    .optional(),
});
export type ConsentOffer = z.infer<typeof consentOffer>;

/** A consent text as in the reference file. */
export const consentReference = consentOffer.extend({ texts: z.record(z.string(), z.string()) });
export type ConsentReference = z.infer<typeof consentReference>;

/** Texts of earlier releases, so that what people agree to elsewhere is stored word for word. */
export const earlierConsents = z.object({ consents: z.array(consentReference) });

/** An offer as people read it; `recipients` is null where the purpose names nobody. */
export interface OfferedConsent {
  purpose: string;
  wording: string;
  text: string;
  recipients: { key: string; name: string }[] | null;
}

/** The name of a purpose with its recipient: `newsletter`, `government/DE`. */
export const consentName = ({ purpose, recipient }: { purpose: string; recipient?: string | undefined }): string =>
  recipient ? `${purpose}/${recipient}` : purpose;
