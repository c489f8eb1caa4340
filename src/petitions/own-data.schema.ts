import { z } from 'zod';
import { countryCode, emailAddress, optionalLine, optionalText, personName } from '../platform/http/fields.js';

/** The form that asks for the link; fields we do not know are ignored. */
export const ownDataRequest = z.object({ email: emailAddress });

/** What a person may correct about a signature; a box that is not ticked is absent. */
export const ownCorrection = z.object({
  givenName: personName,
  familyName: personName,
  country: countryCode,
  postalCode: optionalLine(20),
  comment: optionalText(1000),
  showName: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
});
export type OwnCorrection = z.output<typeof ownCorrection>;
