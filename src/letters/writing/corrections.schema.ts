import { z } from 'zod';
import { calendarDay } from '../../platform/http/fields.js';
import { conventionCodes } from '../../treaties/position.status.js';

/** What was wrong with a letter, as stored with its correction. */
export const correctionReasons = z.object({
  /** `note`: its number under the letter, from 1; `change`: what happened to the claim */
  claims: z.array(
    z.object({
      key: z.string(),
      note: z.number().int(),
      change: z.enum(['corrected', 'retired', 'expired']),
      on: z.string(),
      then: z.number().int(),
      now: z.number().int(),
    }),
  ),
  positions: z.array(z.object({ convention: z.enum(conventionCodes), said: z.string(), holds: z.string() })),
  /** Supporter letters that were delivered with it and withdrawn since. */
  withdrawn: z.number().int(),
  /** What the annex said, and how many were withdrawn and quarantined since; null where nothing was. */
  counts: z
    .object({ asOf: z.string(), said: z.number().int(), takenBack: z.number().int(), setAside: z.number().int() })
    .nullable(),
});
export type CorrectionReasons = z.output<typeof correctionReasons>;

/** The form that drafts a correction; it lists the letters that were shown. */
export const newCorrection = z.object({
  letters: z
    .string({ error: 'is required' })
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(z.uuid('is not a letter')).min(1, 'is required').max(300, 'are more than 300')),
  onDay: calendarDay,
});
export type NewCorrection = z.output<typeof newCorrection>;
