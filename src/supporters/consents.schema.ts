import { z } from 'zod';
import { slug } from '../platform/http/fields.js';

/** What a person agrees to, with the version of the text that was shown. */
export const consentGiven = z.strictObject({
  purpose: slug,
  wording: z.string().regex(/^[A-Za-z0-9.-]{1,40}$/, 'is not a wording version'),
});
export type ConsentGiven = z.infer<typeof consentGiven>;

/** A consent text as the reference file describes it. */
export const consentReference = z.object({ purpose: slug, wording: z.string(), texts: z.record(z.string(), z.string()) });
export type ConsentReference = z.infer<typeof consentReference>;
