import { z } from 'zod';
import { claimKeysIn } from '../../claims/claims.schema.js';
import type { Day } from '../../platform/day.js';
import { calendarDay, optionalLine, optionalText, slug } from '../../platform/http/fields.js';
import { writtenLocales, type Locale } from '../../platform/http/locale.js';
import type { ByLanguage } from '../../platform/texts/in-language.js';
import { acts, addresseeKinds, evidenceDecisions, groupRules, letterSections, type Act } from './demands.values.js';

const required = { error: 'is required', params: { code: 'field.required' } };
const needed = <Schema extends ReturnType<typeof optionalLine>>(schema: Schema) =>
  schema.refine((text) => text !== undefined, required).transform((text) => text ?? '');

/** The words of a demand in one language. What is asked and why is opinion; the law is fact. */
export interface DemandText {
  title: string;
  ask: string;
  reasons: string[];
  law: string[];
}

/** The parts of a text, with the room for each. */
export const textParts = { title: 200, ask: 2000, reasons: 12_000, law: 12_000 } as const;
export type TextPart = keyof typeof textParts;
export const textFields = writtenLocales.flatMap((locale) =>
  (Object.keys(textParts) as TextPart[]).map((part) => `${part}_${locale}`),
);

const yearOrNone = z
  .string()
  .trim()
  .nullish()
  .transform((text) => (text ? Number(text) : null))
  .refine((year) => year === null || (Number.isInteger(year) && year >= 2000 && year <= 2199), {
    error: 'is not a year from 2000 to 2199',
  });
const dayOrNone = z
  .union([z.literal('').transform(() => null), calendarDay])
  .nullish()
  .transform((day) => day ?? null);

const fixedFields = z.object({
  // Staff pages have a page of this name.
  slug: slug.refine((name) => name !== 'new', { error: 'is reserved' }),
  revision: z.coerce.number().int().min(0).default(0),
  addresseeKind: z.enum(addresseeKinds, { error: 'is not a kind of addressee' }),
  state: optionalLine(2).transform((code) => code?.toUpperCase()),
  group: optionalLine(60).refine((rule) => rule === undefined || groupRules.includes(rule), {
    error: 'is not a group of States',
    params: { code: 'demand.unknown_rule' },
  }),
  acts: z.array(z.enum(acts, { error: 'is not an act' })).min(1, { error: 'needs at least one thing that is asked' }),
  dueOn: dayOrNone,
  anchorYear: yearOrNone,
  basis: optionalLine(400).transform((text) => claimKeysIn((text ?? '').toUpperCase().replace(/[A-Z0-9-]+/g, '[$&]'))),
  letterSection: optionalLine(40).refine((section) => section === undefined || letterSections.includes(section), {
    error: 'is not a section of the letters',
  }),
  replaces: z
    .union([z.literal('').transform(() => undefined), slug])
    .nullish()
    .transform((text) => text ?? undefined),
});

export type DemandForm = z.output<typeof fixedFields> &
  Readonly<Partial<Record<`${TextPart | 'institution' | 'source'}_${Locale}`, string>>>;

/** A draft as the form sends it: drafts may be incomplete, but what is there must be possible. */
export const demandForm: z.ZodType<DemandForm> = fixedFields
  .extend(
    Object.fromEntries(
      writtenLocales.flatMap((locale) => [
        [`institution_${locale}`, optionalLine(200)],
        [`source_${locale}`, optionalLine(200)],
        ...Object.entries(textParts).map(([part, max]) => [
          `${part}_${locale}`,
          part === 'title' ? optionalLine(max) : optionalText(max),
        ]),
      ]),
    ),
  )
  .refine(({ dueOn, anchorYear }) => dueOn === null || anchorYear === null, {
    error: 'cannot be there together with a day',
    path: ['anchorYear'],
  }) as unknown as z.ZodType<DemandForm>;

export const withdrawal = z.object({ reason: needed(optionalText(1000)) });

/** What was done, by whom, when, and where one can read it. */
export const newEvidence = z.object({
  state: optionalLine(2).transform((code) => code?.toUpperCase() ?? null),
  act: z.enum(acts, { error: 'is not an act' }),
  happenedOn: calendarDay,
  statement: needed(optionalLine(500)),
  sourceTitle: needed(optionalLine(300)),
  sourceUrl: needed(optionalLine(2000)).refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    {
      error: 'is not a web address',
      params: { code: 'url.invalid' },
    },
  ),
});
export type NewEvidence = z.output<typeof newEvidence>;
export const evidenceDecision = z.object({ decision: z.enum(evidenceDecisions, { error: 'is not a decision' }) });
export const evidenceParam = z.object({ slug, id: z.string().regex(/^[0-9a-f-]{1,36}$/, 'is not a number') });
export const demandParam = z.object({ slug });

/** A demand as stored, with its days worked out. */
export interface Demand {
  id: string;
  campaignId: string;
  slug: string;
  addresseeKind: (typeof addresseeKinds)[number];
  addresseeCode: string | null;
  addresseeNames: ByLanguage | null;
  acts: Act[];
  dueOn: Day | null;
  anchorYear: number | null;
  /** The day by which: `dueOn`, or the anchor date of its year */
  due: Day | null;
  basis: string[];
  texts: Readonly<Record<Locale, DemandText | undefined>>;
  letterSection: string | null;
  sourceNames: ByLanguage | null;
  status: 'draft' | 'published' | 'withdrawn';
  statedOn: Day | null;
  replaces: string | null;
  replacedBy: string | null;
  revision: number;
  updatedAt: Date;
  withdrawnOn: Day | null;
  withdrawnReason: string | null;
}
