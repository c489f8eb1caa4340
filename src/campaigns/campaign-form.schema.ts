import { z } from 'zod';
import { normaliseEmail, optionalLine, slug } from '../platform/http/fields.js';
import { writtenLocales, type Locale } from '../platform/http/locale.js';
import { tidyLine } from '../platform/http/text-input.js';
import type { ByLanguage } from '../platform/texts/in-language.js';

/** Short names that are, or may become, addresses of their own. */
const reserved = new Set(['new', 'current', 'import', 'export', 'all', 'api', 'admin']);

/** The short name of a campaign, as part of its address. */
export const campaignSlug = slug.refine((text) => !reserved.has(text), {
  error: 'is reserved',
  params: { code: 'slug.reserved' },
});

/** An IANA time zone that this system knows. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z0-9_+\-/]{1,64}$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

export const timeZone = z
  .string({ error: 'is required' })
  .transform(tidyLine)
  .refine(isTimeZone, {
    error: 'is not a time zone: write one like Europe/Brussels',
    params: { code: 'campaign.zone_unknown' },
  });

/** Whether a month has a day, in a leap year. */
export const isDayOfYear = (month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2024, month, 0)).getUTCDate();

/** A host name in lower case, in ASCII as browsers send it. */
export const hostName = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .refine((text) => /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(text), {
    error: 'is not a host name like campaign.example.org',
    params: { code: 'campaign.host_invalid' },
  });

const name = (max: number) =>
  z
    .string()
    .max(1_000, 'is too long')
    .transform(tidyLine)
    .refine((text) => Array.from(text).length <= max, {
      error: `is longer than ${max} characters`,
      params: { code: 'field.too_long' },
    });
const needed = (max: number) =>
  name(max).refine((text) => text !== '', { error: 'is required', params: { code: 'field.required' } });

const part = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) => (text.trim() === '' ? null : Number(text)))
    .refine((value) => value === null || (Number.isInteger(value) && value >= 1 && value <= most), {
      error: `is not a number from 1 to ${most}`,
      params: { code: 'anchor.invalid' },
    });

const byLanguage = (field: string, schema: (locale: Locale) => z.ZodType) =>
  Object.fromEntries(writtenLocales.map((locale) => [`${field}_${locale}`, schema(locale)]));

const fields = {
  ...byLanguage('name', (locale) => (locale === 'en' ? needed(120) : name(120).default(''))),
  ...byLanguage('anchorName', () => name(200).default('')),
  anchorMonth: part(12),
  anchorDay: part(31),
  timeZone,
  locales: z
    .array(z.enum(writtenLocales as [string, ...string[]], { error: 'is not a language of the site' }))
    .default([]),
  host: z.union([z.literal('').transform(() => null), hostName]).default(null),
  senderName: optionalLine(80),
  replyTo: optionalLine(254).transform((text) => (text === undefined ? null : (normaliseEmail(text) ?? text))),
};

type Typed = Record<string, unknown> & { anchorMonth: number | null; anchorDay: number | null; replyTo: string | null };

/** Checks that need several fields. */
function together(value: Typed, context: z.RefinementCtx): void {
  const { anchorMonth, anchorDay, replyTo } = value;
  const say = (field: string, code: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message, params: { code } });
  if ((anchorMonth === null) !== (anchorDay === null))
    say(
      anchorDay === null ? 'anchorDay' : 'anchorMonth',
      'field.required',
      'is required with the other part of the day',
    );
  else if (anchorMonth !== null && anchorDay !== null) {
    if (!isDayOfYear(anchorMonth, anchorDay)) say('anchorDay', 'anchor.invalid', 'is not a day of this month');
    if (value.anchorName_en === '') say('anchorName_en', 'field.required', 'is required for a campaign with a day');
  }
  if (replyTo !== null && normaliseEmail(replyTo) === null)
    say('replyTo', 'email.invalid', 'is not a valid email address');
}

const filledIn = (typed: Typed, field: string): ByLanguage =>
  Object.fromEntries(
    writtenLocales.flatMap((locale) => {
      const text = typed[`${field}_${locale}`];
      return typeof text === 'string' && text !== '' ? [[locale, text]] : [];
    }),
  );

/** Settings of a campaign as they are stored. */
export interface CampaignSettings {
  names: ByLanguage;
  anchorMonth: number | null;
  anchorDay: number | null;
  anchorNames: ByLanguage;
  timeZone: string;
  locales: string[];
  host: string | null;
  senderName: string | null;
  replyTo: string | null;
}

function settingsOf(value: unknown): CampaignSettings {
  const typed = value as Typed & { timeZone: string; locales: string[]; host: string | null; senderName?: string };
  const { anchorMonth, anchorDay, timeZone: zone, locales, host, senderName, replyTo } = typed;
  return {
    names: filledIn(typed, 'name'),
    anchorMonth,
    anchorDay,
    anchorNames: anchorMonth === null ? {} : filledIn(typed, 'anchorName'),
    timeZone: zone,
    locales: writtenLocales.filter((locale) => locales.includes(locale)),
    host,
    senderName: senderName ?? null,
    replyTo,
  };
}

/** The form of an existing campaign; what it leaves out is cleared. */
export const campaignForm = z
  .looseObject({ revision: z.coerce.number().int().min(1), ...fields })
  .superRefine((value, context) => together(value as unknown as Typed, context))
  .transform((value) => ({ revision: value.revision, settings: settingsOf(value) }));

/** The form of a new campaign. `copyOf` is the short name of the one it begins as a copy of, or empty. */
export const newCampaignForm = z
  .looseObject({ slug: campaignSlug, copyOf: z.string().max(60).default(''), ...fields })
  .superRefine((value, context) => together(value as unknown as Typed, context))
  .transform((value) => ({ slug: value.slug, copyOf: value.copyOf, settings: settingsOf(value) }));
