import { z } from 'zod';
import { calendarDay } from '../../platform/http/fields.js';
import { blankable } from '../../platform/http/form-fields.js';

const limit = blankable(
  z.coerce.number().int().min(1, 'must be at least 1').max(1000, 'must be at most 1000').optional(),
);
const isoList = z
  .string()
  .transform((text) =>
    [
      ...new Set(
        text
          .toUpperCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
    ].sort(),
  )
  .pipe(z.array(z.string().regex(/^[A-Z]{2}$/, 'has something that is not a State’s code')).max(300));

/** A run as staff create it; `recipients` empty means every State party to a convention. */
export const newRun = z.object({
  name: z.string({ error: 'is required' }).trim().min(3, 'is required').max(100, 'is longer than 100 characters'),
  channel: z.enum(['email', 'post'], { error: 'is not a channel' }),
  recipients: z.preprocess((value) => value ?? '', isoList),
  onDay: calendarDay,
  localTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time like 09:30'),
  rule: z.enum(['previous', 'next'], { error: 'is not a rule' }),
  lateMinutes: z.coerce.number().int().min(15, 'must be at least 15').max(720, 'must be at most 720').default(240),
  /** Instant before which nothing is sent; a form sends it as UTC without a zone. */
  embargoUntil: blankable(
    z
      .string()
      .transform((text) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00Z` : text))
      .pipe(z.iso.datetime({ offset: true, error: 'is not an instant like 2027-04-02T06:00' }))
      .transform((text) => new Date(text))
      .optional(),
  ),
  perHour: limit,
  perDay: limit,
  perDomainPerHour: limit,
  perProviderPerHour: limit,
  inAll: limit,
});
export type NewRun = z.output<typeof newRun>;
