import { z } from 'zod';
import { emailAddress } from '../platform/http/fields.js';

/** A person wrote to the campaign about their data; staff look them up by the address. */
export const dataRequest = z.object({ email: emailAddress });

/** Allowing email again to a mailbox that a server refused: why, in words without personal data. */
export const liftingRequest = dataRequest.extend({
  reason: z
    .string({ error: 'is required' })
    .trim()
    .min(3, 'is required')
    .max(500, 'is longer than 500 characters')
    .regex(/^[^@]*$/, 'must not name an address'),
});
export type LiftingRequest = z.output<typeof liftingRequest>;

/** Erasing somebody on their behalf: why, in words without personal data. */
export const erasureRequest = dataRequest.extend({
  reason: z
    .string({ error: 'is required' })
    .trim()
    .min(10, 'must say in at least 10 characters how the person asked and how that was checked')
    .max(500, 'is longer than 500 characters')
    .regex(/^[^@]*$/, 'must not name an address'),
});
export type ErasureRequest = z.output<typeof erasureRequest>;
