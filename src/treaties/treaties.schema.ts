import { z } from 'zod';
import { calendarDay } from '../platform/http/fields.js';
import { confidences, consentKinds, eventKinds, precisions } from './event.values.js';
import { conventionCodes, positions, specialStatuses } from './position.status.js';

const required = { error: 'is required' };
const day = z.iso.date({ error: 'must be a day like 2027-04-04' });
const line = (max: number) =>
  z
    .string(required)
    .max(max * 4, 'is too long')
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(text), {
      error: 'contains control characters',
      params: { code: 'field.characters' },
    })
    .refine((text) => text.length <= max, {
      error: `is longer than ${max} characters`,
      params: { code: 'field.too_long' },
    });
const filled = (max: number) =>
  line(max).refine((text) => text.length > 0, { error: 'is required', params: { code: 'field.required' } });
const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .union([z.literal('').transform(() => null), z.null(), schema])
    .optional()
    .transform((value) => value ?? null);

/** A URL a reader can follow: http or https, no user or password in it. */
export const webAddress = z
  .string(required)
  .max(2000, 'is too long')
  .refine((text) => text === '' || isWebAddress(text), {
    error: 'is not a web address',
    params: { code: 'url.invalid' },
  });

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text) || /\p{Cc}/u.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/** Two letters; lower case is accepted. Whether the state exists is checked by the service. */
export const stateCode = z
  .string(required)
  .transform((text) => text.trim().toUpperCase())
  .refine((text) => /^[A-Z]{2}$/.test(text), {
    error: 'is not a country code of two letters',
    params: { code: 'state.unknown' },
  });

export const conventionCode = z
  .string(required)
  .transform((text) => text.trim().toUpperCase())
  .pipe(z.enum(conventionCodes, { error: 'is not APMBC or CCM' }));

/** Common fields of every event, entered by staff or by a client. */
const eventFields = {
  iso: stateCode,
  convention: conventionCode,
  kind: z.enum(eventKinds, { error: 'is not a kind of event' }),
  on: orNull(calendarDay),
  in: orNull(z.string().regex(/^(19|20)\d\d(-(0[1-9]|1[0-2]))?$/, 'must be a year like 2026 or a month like 2026-05')),
  consentKind: orNull(z.enum(consentKinds, { error: 'is not a way of consenting' })),
  relatesTo: orNull(z.uuid({ error: 'is not the id of an event' })),
  supersedes: orNull(z.uuid({ error: 'is not the id of an event' })),
  /** The superseded event never happened. */
  voids: z.boolean().default(false),
  note: orNull(filled(1000)),
  sourceTitle: filled(500),
  notification: orNull(filled(100)),
  asOf: calendarDay,
  confidence: z.enum(confidences, { error: 'is not high, medium or low' }),
};

const consistent = <
  Schema extends z.ZodType<{
    on: string | null;
    in: string | null;
    kind: string;
    consentKind: string | null;
    voids: boolean;
    supersedes: string | null;
  }>,
>(
  schema: Schema,
) =>
  schema
    .refine((event) => (event.on === null) !== (event.in === null), {
      error: 'needs a day, or the month or year if no day is known',
      path: ['on'],
    })
    .refine((event) => (event.kind === 'consented') === (event.consentKind !== null), {
      error: 'is needed for a consent to be bound, and only there',
      path: ['consentKind'],
    })
    .refine((event) => !event.voids || event.supersedes !== null, {
      error: 'needs the event that never happened',
      path: ['supersedes'],
    });

/** An event as a person enters it. A day, or, where no day is known, the month or year it happened in; and always a verifiable source. */
export const newTreatyEvent = consistent(
  z.strictObject({
    ...eventFields,
    sourceUrl: webAddress.refine((text) => text !== '', { error: 'is required', params: { code: 'field.required' } }),
  }),
).meta({
  id: 'NewTreatyEvent',
  examples: [
    {
      iso: 'FI',
      convention: 'APMBC',
      kind: 'notice_received',
      on: '2025-07-10',
      sourceTitle: 'Depositary notification C.N.372.2025.TREATIES-XXVI-5',
      sourceUrl: 'https://treaties.un.org/pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XXVI-5&chapter=26&clang=_en',
      notification: 'C.N.372.2025.TREATIES-XXVI-5',
      asOf: '2026-02-03',
      confidence: 'high',
    },
  ],
});

/** The same for bundled events: agencies' reports are known by title and day, not by URL. */
export const referenceEvent = consistent(z.strictObject({ ...eventFields, sourceUrl: orNull(webAddress) }));
export type NewTreatyEvent = z.output<typeof referenceEvent>;

export const eventReview = z.object({
  decision: z.enum(['verified', 'rejected'], { error: 'is not a decision' }),
  note: orNull(filled(1000)),
});
export type EventReview = z.output<typeof eventReview>;

export const isoParam = z.object({ iso: stateCode });
/** Whether the convention exists is checked by the service. */
export const conventionParam = z.object({
  code: z
    .string()
    .regex(/^[A-Za-z]{2,10}$/, 'is not the code of a convention')
    .transform((text) => text.toUpperCase()),
});
export const ledgerQuery = z.object({
  on: day.optional().meta({ description: 'As of this day; today by default.' }),
  lang: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Language of the response; by default that of the header Accept-Language.' }),
  format: z.enum(['json', 'csv'], { error: 'is not json or csv' }).default('json'),
});
export type LedgerQuery = z.output<typeof ledgerQuery>;

const like = (example: string) => z.string().meta({ examples: [example] });

/** A source as the public sees it. */
export const factSource = z.object({
  title: like('UNTC MTDSG ch. XXVI-5, depositary status page as at 2026-02-03'),
  url: like(
    'https://treaties.un.org/pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XXVI-5&chapter=26&clang=_en',
  ).nullable(),
  asOf: like('2026-02-03'),
  confidence: z.enum(confidences),
  notification: like('C.N.372.2025.TREATIES-XXVI-5').nullable(),
});
export type FactSource = z.infer<typeof factSource>;

export const positionRow = z.object({
  iso: like('FI'),
  name: like('Finland'),
  position: z.enum(positions).meta({ examples: ['withdrawn'] }),
  since: like('2026-01-10').nullable(),
  sinceIn: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  provisional: z.boolean().meta({ examples: [false] }),
  specialStatus: z
    .enum(specialStatuses)
    .nullable()
    .meta({ examples: [null] }),
  sources: z.array(factSource),
});
export type PositionRow = z.infer<typeof positionRow>;

export const publicEvent = z.object({
  id: like('01a20e37-1db1-7323-bfbc-2b1ecb7af57a'),
  kind: z.enum(eventKinds).meta({ examples: ['notice_received'] }),
  on: like('2025-07-10').nullable(),
  in: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  precision: z.enum(precisions),
  consentKind: z
    .enum(consentKinds)
    .nullable()
    .meta({ examples: [null] }),
  note: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  source: factSource,
});
export type PublicEvent = z.infer<typeof publicEvent>;

/** Version 1 of the API promises four languages; there may be more. */
const namesSchema = z.object({ en: z.string(), fr: z.string(), es: z.string(), uk: z.string() }).catchall(z.string());

/** conventions.json of the reference data. */
export const conventionReference = z.object({
  code: z.enum(conventionCodes),
  names: namesSchema,
  shortNames: namesSchema,
  adoptedOn: z.iso.date(),
  openedOn: z.iso.date(),
  inForceOn: z.iso.date(),
  adoptedAt: namesSchema,
  depositary: namesSchema,
  statusUrl: z.url(),
  officialUrl: z.url(),
  source: z.string(),
  provisions: z.array(z.object({ article: z.string(), topic: z.string(), text: namesSchema })),
});
export type ConventionReference = z.infer<typeof conventionReference>;
