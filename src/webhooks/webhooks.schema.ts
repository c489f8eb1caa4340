import { z } from 'zod';
import { chosenTypes } from './webhooks.values.js';

/** A new endpoint as staff enter it; its URL is checked in addition. */
export const newEndpoint = z.object({
  url: z.string().trim().min(1, 'is missing').max(1000, 'is longer than 1000 characters'),
  description: z.string().trim().min(1, 'is missing').max(200, 'is longer than 200 characters'),
  types: z
    .array(z.enum(chosenTypes as [string, ...string[]], { error: 'is not an event' }))
    .min(1, 'needs at least one event'),
});
export type NewEndpoint = z.infer<typeof newEndpoint>;

/** From when on everything is sent again. */
export const replaySince = z.object({ since: z.iso.datetime({ local: true, error: 'is not a date and time' }) });
