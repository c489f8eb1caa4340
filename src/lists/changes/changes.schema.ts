import { z } from 'zod';
import { consentFilter } from '../supporter-filter.schema.js';

/** `list`: everybody who consents, by id, before any changes; `changes`: events after that number. */
export type Cursor =
  { kind: 'list'; since: number; from: bigint; after: string } | { kind: 'changes'; since: number; from: bigint };

const nobody = '00000000-0000-0000-0000-000000000000';
const shape =
  /^(?:l([0-9a-z]{1,10})\.([0-9]{1,18})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|c([0-9a-z]{1,10})\.([0-9]{1,18}))$/;

export const startOfList = (since: number, from: bigint): Cursor => ({ kind: 'list', since, from, after: nobody });

/** Opaque to clients. */
export const textOfCursor = (cursor: Cursor): string => {
  const start = `${cursor.since.toString(36)}.${cursor.from}`;
  return cursor.kind === 'list' ? `l${start}.${cursor.after}` : `c${start}`;
};

const cursorText = z
  .string({ error: 'must be text' })
  .regex(shape, 'is not a valid cursor')
  .transform((text): Cursor => {
    const [, listSince, listFrom = '0', after = nobody, since = '0', from = '0'] = shape.exec(text) ?? [];
    return listSince === undefined
      ? { kind: 'changes', since: parseInt(since, 36), from: BigInt(from) }
      : { kind: 'list', since: parseInt(listSince, 36), from: BigInt(listFrom), after };
  })
  .meta({ description: 'From the previous response; without one everything is listed from the start.' });

export const changesQuery = z.strictObject({
  consent: consentFilter.meta({ description: 'The purpose, `newsletter`, or with its recipient, `partner/example`.' }),
  cursor: cursorText.optional(),
  limit: z.coerce
    .number({ error: 'must be a number' })
    .int()
    .min(1)
    .max(500)
    .default(200)
    .meta({ description: 'Changes per response, at most 500.' }),
});
export type ChangesQuery = z.output<typeof changesQuery>;

const instant = z.string().meta({ description: 'ISO 8601, UTC.', examples: ['2027-04-04T09:30:00.000Z'] });

const agreed = z.object({
  signatureId: z.uuid().meta({
    description: 'Stable: store it with the person in your tool.',
    examples: ['0197b2c4-5d3e-7a11-8c3b-2f6d1e9a4b70'],
  }),
  agrees: z.literal(true),
  agreedAt: instant,
  wording: z.string().meta({ description: 'Version of the text that was agreed to.', examples: ['2026-11'] }),
  email: z.string().meta({ examples: ['olena@example.org'] }),
  givenName: z.string().meta({ examples: ['Olena'] }),
  familyName: z.string().meta({ examples: ['Example'] }),
  country: z.string().meta({ examples: ['FI'] }),
  locale: z.string().meta({ examples: ['uk'] }),
});

const ended = z.object({
  signatureId: z.uuid(),
  agrees: z.literal(false),
  email: z.string().nullable().meta({ description: 'Null once the person was erased: find them by `signatureId`.' }),
});

export const supporterChange = z.discriminatedUnion('agrees', [agreed, ended]);
export type SupporterChange = z.infer<typeof supporterChange>;

export const changesPage = z
  .object({
    changes: z.array(supporterChange),
    cursor: z.string().meta({ description: 'For the next call, now or in a year.', examples: ['clw3k1x2.1204'] }),
    more: z.boolean().meta({ description: 'Request again at once; else come back later.', examples: [false] }),
  })
  .meta({ id: 'SupporterChanges' });
export type ChangesPage = z.infer<typeof changesPage>;
