import { z } from 'zod';
import { writtenLocales, type Locale } from '../platform/http/locale.js';
import { calendarDay as day, plainText, slug, translated } from '../platform/http/fields.js';
import { tidyText } from '../platform/http/text-input.js';
import type { Day } from '../platform/day.js';
import type { Scheduled } from './milestone-dates.js';
import {
  calendarTypes,
  milestoneStatuses,
  triggers,
  verifications,
  workingDayRules,
  type MilestoneStatus,
  type Trigger,
} from './plan.values.js';

const text = (max: number) =>
  z
    .string({ error: 'is required' })
    .max(max, `is longer than ${max} characters`)
    .refine(...plainText)
    .transform(tidyText);
const filled = (max: number) =>
  text(max).refine((value) => value !== '', { error: 'is required', params: { code: 'field.required' } });
const orNull = (max: number) =>
  text(max)
    .default('')
    .transform((value) => (value === '' ? null : value));
/** Null for an empty field, left out for one that was not sent. */
const orNullIfSent = (max: number) =>
  text(max)
    .transform((value) => (value === '' ? null : value))
    .optional();
const wholeNumber = (least: number, most: number) =>
  z
    .union([z.string(), z.number(), z.null()], { error: 'is not a number' })
    .transform((value) => (value === '' || value === null ? null : Number(value)))
    .refine((value) => value === null || (Number.isInteger(value) && value >= least && value <= most), {
      error: `is not a whole number from ${least} to ${most}`,
    });

const milestoneFields = {
  title: filled(200),
  offsetDays: wholeNumber(-400, 400).default(null),
  fixedOn: z.union([z.literal('').transform(() => null), z.null(), day]).default(null),
  lastsDays: wholeNumber(0, 400).default(null),
  repeatsDays: wholeNumber(1, 400).default(null),
  workingDayRule: z.enum(workingDayRules, { error: 'is not a rule' }).default('none'),
  trigger: z.enum(triggers, { error: 'is not a trigger' }).default('none'),
  triggerTarget: orNull(60),
  demand: orNull(60),
};
const oneDate = {
  check: ({ offsetDays, fixedOn }: { offsetDays: number | null; fixedOn: string | null }) =>
    (offsetDays === null) !== (fixedOn === null),
  say: { error: 'needs either days from the anchor date or a fixed date', path: ['offsetDays'] },
};

export const newMilestone = z.object({ key: slug, ...milestoneFields }).refine(oneDate.check, oneDate.say);
export type NewMilestone = z.output<typeof newMilestone>;

/** What the plan page changes about a milestone. */
export const milestoneChange = z.object({
  status: z.enum(milestoneStatuses, { error: 'is not a status' }),
  owner: orNull(100),
  evidenceUrl: orNull(2000).refine(
    (value) => value === null || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)),
    {
      error: 'is not a web address',
      params: { code: 'url.invalid' },
    },
  ),
  /** Present: the text or petition of its trigger, e.g. after a roll-over. */
  triggerTarget: orNullIfSent(60),
  /** Present: the demand it serves */
  demand: orNullIfSent(60),
  /** Present: whatever had to be checked after the roll-over has been checked. */
  verified: z.string().optional(),
});
export type MilestoneChange = z.output<typeof milestoneChange>;

export const calendarReference = z.object({
  entries: z.array(
    z.object({
      key: slug,
      startsOn: z.iso.date().nullable(),
      endsOn: z.iso.date().nullable(),
      convention: z.enum(['APMBC', 'CCM', 'both']),
      type: z.enum(calendarTypes),
      titles: translated,
      place: z.string().nullable(),
      verification: z.enum(verifications),
      verificationNote: z.string(),
      source: z.string(),
    }),
  ),
});

/** A person has verified a date. Nothing becomes public without a source. */
export const calendarChange = z
  .object({
    startsOn: z.union([z.literal('').transform(() => null), day]),
    endsOn: z.union([z.literal('').transform(() => null), day]).default(null),
    place: orNull(200),
    verification: z.enum(verifications, { error: 'is not known' }),
    verificationNote: orNull(500),
    source: filled(500),
  })
  .refine(({ startsOn, verification }) => verification === 'unverified' || startsOn !== null, {
    error: 'is required for a date that is known',
    path: ['startsOn'],
  })
  .refine(({ startsOn, endsOn }) => endsOn === null || (startsOn !== null && endsOn >= startsOn), {
    error: 'is before the start',
    path: ['endsOn'],
  });
export type CalendarChange = z.output<typeof calendarChange>;

// A type, because an interface is no JSON to Prisma.
export type WrittenText = { title: string; paragraphs: string[] };

/** A text by language as a form sends it: a title and paragraphs, separated by blank lines. A language with neither is left out. */
export const campaignTextForm = z.object({
  slug,
  demand: orNull(60),
  ...Object.fromEntries(
    writtenLocales.flatMap((locale) => {
      const part = (max: number) => (locale === 'en' ? filled(max) : text(max).default(''));
      return [
        [`title_${locale}`, part(200)],
        [`body_${locale}`, part(20_000)],
      ];
    }),
  ),
});
export type CampaignTextForm = z.output<typeof campaignTextForm> & { demand: string | null } & {
  readonly [part in `${'title' | 'body'}_${Locale}`]?: string;
};

/** A milestone with its days, computed from the anchor date of its year. */
export interface PlannedMilestone extends Scheduled {
  id: string;
  key: string;
  title: string;
  from: Day;
  to: Day;
  /** E.g. `T−90`; null without an anchor date. */
  t: string | null;
  owner: string | null;
  status: MilestoneStatus;
  overdue: boolean;
  evidenceUrl: string | null;
  trigger: Trigger;
  triggerTarget: string | null;
  /** Slug of the demand it serves */
  demand: string | null;
  verifyReason: string | null;
  firings: { dueOn: Day; outcome: string; detail: string | null }[];
}
