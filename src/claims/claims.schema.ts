import { z } from 'zod';
import { calendarDay, plainText, translated } from '../platform/http/fields.js';
import { tidyText } from '../platform/http/text-input.js';
import { writtenLocales, type Locale } from '../platform/http/locale.js';
import { verdicts, type Obstacle, type Standing } from './claim.status.js';

/** `[C12]` in a text: the fact before it is the claim C12. */
export const claimMarker = /\[([A-Z0-9]+(?:-[A-Z0-9]+)*)\]/g;

/** Keys of the claims a text uses, in the order of first mention. */
export const claimKeysIn = (text: string): string[] => [
  ...new Set([...text.matchAll(claimMarker)].map((match) => match[1] ?? '')),
];

/** claims.csv of the reference data: the register as it was researched. */
export const claimRow = z.object({
  key: z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/),
  statement: z.string().min(1),
  type: z.string().min(1),
  verdict: z.enum(verdicts),
  correct_fact: z.string().min(1),
  source: z.string().min(1),
  confidence: z.string().min(1),
  action: z.string().min(1),
});

const source = z.object({
  title: z.string().min(1),
  url: z.url().nullable().default(null),
  archivedHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
});

/** claims.json: the printable wording, per language, with single sources; and claims missing from the CSV. */
export const claimWording = z.object({
  key: z.string(),
  texts: translated,
  /** Where it was compiled after the register. */
  compiledOn: calendarDay.optional(),
  sources: z.array(source).min(1),
  reviewDays: z.number().int().positive(),
  statement: z.string().optional(),
  type: z.string().optional(),
  verdict: z.enum(verdicts).optional(),
  correctFact: z.string().optional(),
  confidence: z.string().optional(),
  action: z.string().optional(),
});
export const claimWordings = z.object({ claims: z.array(claimWording) });

const note = z
  .string()
  .max(1000, 'is longer than 1000 characters')
  .refine(...plainText)
  .transform(tidyText);

/** A person has checked a claim again. Empty wordings are unchanged. */
export const claimCheck = z.object({
  verdict: z.enum(verdicts, { error: 'is not a verdict' }),
  correctFact: note.refine((text) => text !== '', { error: 'is required', params: { code: 'field.required' } }),
  expiresOn: calendarDay,
  note: note.default(''),
  ...Object.fromEntries(writtenLocales.map((locale) => [locale, note.default('')])),
});
export type ClaimCheck = z.output<typeof claimCheck> & { readonly [locale: Locale]: unknown };

export const claimRetirement = z.object({
  reason: note.refine((text) => text !== '', { error: 'is required', params: { code: 'field.required' } }),
});

export const claimParam = z.object({
  key: z
    .string()
    .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/, 'is not the key of a claim')
    .max(40),
});

/** A fact as the public may read it. */
export const publicFact = z.object({
  key: z.string().meta({ examples: ['LAW-01'] }),
  text: z.string().meta({ examples: ['A sentence that our texts may use unchanged.'] }),
  standing: z.enum(['true', 'corrected']),
  confidence: z.string().meta({ examples: ['high'] }),
  corrects: z
    .string()
    .nullable()
    .meta({
      description:
        'Of a corrected claim, the sentence of the campaign’s founding essay that it corrects, in short form.',
      examples: [null],
    }),
  checked: z
    .boolean()
    .meta({ description: 'False: compiled with the register, and not checked since.', examples: [true] }),
  lastCheckedOn: z.string().meta({
    description: 'The day of the last check; where `checked` is false, the day on which the register was compiled.',
    examples: ['2026-11-23'],
  }),
  expiresOn: z.string().meta({ examples: ['2027-11-23'] }),
  sources: z.array(
    z.object({
      title: z.string().meta({ examples: ['Convention on Cluster Munitions, Article 20'] }),
      url: z
        .string()
        .nullable()
        .meta({ examples: [null] }),
    }),
  ),
});
export type PublicFact = z.infer<typeof publicFact>;
export const factList = z.object({ claims: z.array(publicFact.meta({ id: 'Fact' })) }).meta({ id: 'FactList' });

/** A claim as a note under a text. */
export interface ClaimNote {
  key: string;
  /** All its sources in one line, and the first address among them. */
  title: string;
  url: string | null;
  sources: { title: string; url: string | null }[];
  /** The day of the last check, or the one on which the register was compiled. */
  asOf: string;
  checked: boolean;
  retiredOn: string | null;
}

/** A place where a text cites a claim. */
export interface ClaimUsePlace {
  kind: 'petition' | 'campaign_text' | 'letter' | 'demand' | 'update';
  place: string;
  locale: string;
}

/** A claim as staff see it. */
export interface StaffClaim {
  key: string;
  statement: string;
  type: string;
  verdict: string;
  standing: Standing;
  correctFact: string;
  confidence: string;
  action: string;
  reviewer: string;
  lastCheckedOn: string;
  expiresOn: string;
  retiredAt: Date | null;
  retiredReason: string | null;
  obstacle: Obstacle | null;
  sources: { title: string; url: string | null; archivedHash: string | null }[];
  texts: Partial<Record<Locale, string>>;
  uses: (ClaimUsePlace & { markedAt: Date | null; markedFor: string | null })[];
  reviews: { decision: string; verdict: string; note: string | null; reviewedBy: string; reviewedAt: Date }[];
}
