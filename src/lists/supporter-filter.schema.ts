import { z } from 'zod';
import { countryCode, dayOrInstant } from '../platform/http/fields.js';
import { supporterSelections } from '../petitions/signature.status.js';

/** An empty parameter, as forms send it, counts as missing. */
export const blankable = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

const countries = z
  .string({ error: 'must be country codes separated by commas' })
  .max(1000, 'is too long')
  .transform((text) => [...new Set(text.split(',').map((code) => code.trim().toUpperCase()))].sort())
  .pipe(z.array(countryCode));

export const consentFilter = z
  .string({ error: 'must be a purpose' })
  .regex(
    /^[a-z0-9][a-z0-9-]{0,59}(\/[A-Za-z0-9-]{1,60})?$/,
    'is not a purpose, or a purpose and a recipient like government/DE',
  );

const earliest = new Date('2000-01-01T00:00:00Z');

/** Which signatures of a petition a list or an export includes. Shadowed ones are only included by name. */
export const supporterFilterFields = {
  status: blankable(
    z.enum(supporterSelections, { error: `must be one of ${supporterSelections.join(', ')}` }).default('confirmed'),
  ),
  /** ISO 3166-1 alpha-2, one or several separated by commas */
  country: blankable(countries.optional()),
  /** Signed on this day (UTC) or at this instant, or later */
  since: blankable(
    dayOrInstant.refine((instant) => instant >= earliest, 'must not be before the year 2000').optional(),
  ),
  /** A purpose the person agreed to and has not withdrawn, `newsletter`, or with its recipient, `government/DE` */
  consent: blankable(consentFilter.optional()),
};

export type SupporterFilter = z.output<z.ZodObject<typeof supporterFilterFields>>;

const storedFilterShape = z.object({
  status: z.enum(supporterSelections).default('confirmed'),
  country: z.array(z.string()).optional(),
  since: z.coerce.date().optional(),
  consent: z.string().optional(),
});

/** A filter restored from `filterOnRecord`. */
export const storedFilter = (record: unknown): SupporterFilter => storedFilterShape.parse(record);

/** The filter as stored by the audit log and the list of exports; nothing in it identifies a person. */
export const filterOnRecord = ({ status, country, since, consent }: SupporterFilter) => ({
  status,
  ...(country && { country }),
  ...(since && { since: since.toISOString() }),
  ...(consent !== undefined && { consent }),
});
