import { z } from 'zod';
import { slug } from '../../platform/http/fields.js';
import { writtenLocales } from '../../platform/http/locale.js';
import {
  languageTag,
  portableByLanguage,
  portableDay,
  portableInstant,
  portableText,
} from '../../platform/http/portable.js';
import { campaignSlug, isDayOfYear, timeZone } from '../campaign-form.schema.js';
import { milestoneStatuses, triggers, workingDayRules } from '../plan.values.js';

const wholeNumber = (least: number, most: number) => z.number().int().min(least).max(most);

/** Names and settings of a campaign, as its file has them. */
export const campaignPart = z.strictObject({
  slug: campaignSlug,
  names: portableByLanguage(portableText(120).min(1)),
  anchor: z
    .strictObject({
      month: wholeNumber(1, 12),
      day: wholeNumber(1, 31),
      names: portableByLanguage(portableText(200).min(1)),
    })
    .refine(({ month, day }) => isDayOfYear(month, day), {
      error: 'is not a day of this month',
      path: ['day'],
      params: { code: 'anchor.invalid' },
    })
    .nullable()
    .default(null),
  timeZone,
  languages: z
    .array(languageTag.refine((tag) => writtenLocales.includes(tag), 'is not a language of the site'))
    .max(50)
    .default([]),
  senderName: portableText(80).nullable().default(null),
  replyTo: z.email({ error: 'is not a valid email address' }).max(254).nullable().default(null),
});
export type CampaignPart = z.output<typeof campaignPart>;

export const milestonePart = z
  .strictObject({
    year: wholeNumber(2000, 2199),
    key: slug,
    title: portableText(200).min(1),
    offsetDays: wholeNumber(-400, 400).nullable().default(null),
    fixedOn: portableDay.nullable().default(null),
    lastsDays: wholeNumber(0, 400).nullable().default(null),
    repeatsDays: wholeNumber(1, 400).nullable().default(null),
    workingDayRule: z.enum(workingDayRules).default('none'),
    status: z.enum(milestoneStatuses).default('planned'),
    evidenceUrl: portableText(2000)
      .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'is not a web address')
      .nullable()
      .default(null),
    trigger: z.enum(triggers).default('none'),
    triggerTarget: slug.nullable().default(null),
    /** Short name of the demand it serves */
    demand: slug.nullable().default(null),
    verifyReason: portableText(500).nullable().default(null),
  })
  .refine(({ offsetDays, fixedOn }) => (offsetDays === null) !== (fixedOn === null), {
    error: 'needs either days from the anchor date or a fixed date',
    path: ['offsetDays'],
  });
export type MilestonePart = z.output<typeof milestonePart>;

export const textPart = z.strictObject({
  slug,
  status: z.enum(['draft', 'published']).default('draft'),
  publishedAt: portableInstant.nullable().default(null),
  /** Short name of the demand it is about */
  demand: slug.nullable().default(null),
  texts: portableByLanguage(
    z.strictObject({
      title: portableText(200).min(1),
      paragraphs: z.array(portableText(5000).min(1)).min(1).max(50),
    }),
  ),
});
export type TextPart = z.output<typeof textPart>;
