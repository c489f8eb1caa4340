import { z } from 'zod';
import { countryCode, slug } from '../../platform/http/fields.js';
import { writtenLocales } from '../../platform/http/locale.js';

const instant = z.iso.datetime({ offset: true });

/** Who gets an update: everybody of the campaign for whom all of these hold. Only the consent cannot be left out. */
export const audienceShape = z.strictObject({
  /** Purpose of the consent, as petitions offer it */
  purpose: slug.default('newsletter'),
  /** Short names of petitions of the campaign that were signed, one is enough; empty: any */
  petitions: z.array(slug).max(100).default([]),
  countries: z.array(countryCode).max(250).default([]),
  /** Languages in which people signed */
  languages: z.array(z.enum(writtenLocales)).default([]),
  signedSince: instant.optional(),
  signedBefore: instant.optional(),
  /** Nobody who was sent an update since */
  notMailedSince: instant.optional(),
  /** True: only those who confirmed a letter to a ministry; false: only those who did not */
  wroteLetter: z.boolean().optional(),
  /** Where the update is not written in a person's language: in English, or nobody */
  otherLanguages: z.enum(['english', 'nobody']).default('english'),
  /** Number of the list of excluded people that was uploaded */
  excluded: z.uuid().optional(),
});
export type Audience = z.output<typeof audienceShape>;
