import { z } from 'zod';
import { countryCodes } from '../../platform/http/country-codes.js';
import { calendarDay, optionalText, slug as slugText } from '../../platform/http/fields.js';
import { tidyLine, tidyText } from '../../platform/http/text-input.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { consentPurposes } from '../../supporters/consents.texts.js';
import type { Fault } from '../../platform/errors.js';
import { outcomes } from '../petitions.schema.js';
import {
  askings,
  mostOptions,
  mostQuestions,
  nextSteps,
  petitionForm,
  questionKinds,
  type PetitionForm,
  type Question,
} from '../form/petition-form.schema.js';

/** Short names that are, or may become, addresses of their own. */
const reserved = new Set(['new', 'api', 'admin', 'all', 'sign', 'count', 'versions', 'petitions']);

/** The short name of a petition, as part of its address. */
export const petitionSlug = slugText.refine((text) => !reserved.has(text), {
  error: 'is reserved',
  params: { code: 'slug.reserved' },
});

export const newPetition = z.object({
  slug: petitionSlug,
  title: z
    .string()
    .max(1_000)
    .transform(tidyLine)
    .pipe(z.string().min(1, 'is required').max(90, 'is longer than 90 characters')),
  /** Slug of a petition whose texts and settings it starts with; empty: none */
  copyOf: z.string().max(60).default(''),
});
export type NewPetition = z.output<typeof newPetition>;

const day = z.union([z.literal(''), calendarDay]).default('');
const time = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, { error: 'must be a time like 09:30' })
  .default('');
const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined);
const asking = z.enum(askings).default('optional');
const words = (max: number) => optionalText(max);
const inAll = <Schema extends z.ZodType>(name: string, schema: Schema) =>
  Object.fromEntries(writtenLocales.map((locale) => [`${name}_${locale}`, schema]));

const knownCountries = new Set(countryCodes);
const goals = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,;]+/).filter((part) => part !== ''))
  .refine((parts) => parts.length > 0 && parts.length <= 30 && parts.every((part) => /^[1-9]\d{0,8}$/.test(part)), {
    error: 'must be whole numbers, separated by commas',
    params: { code: 'goal.invalid' },
  })
  .transform((parts) => [...new Set(parts.map(Number))].sort((a, b) => a - b));

/** The settings form of a petition; what it leaves out is cleared. */
export const settingsForm = z.looseObject({
  revision: z.coerce.number().int().min(1),
  slug: petitionSlug,
  opensDay: day,
  opensTime: time,
  closesDay: day,
  closesTime: time,
  goalSteps: goals,
  countries: z
    .string()
    .default('')
    .transform((text) => [
      ...new Set(
        text
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter((part) => part !== ''),
      ),
    ])
    .refine((codes) => codes.every((code) => knownCountries.has(code)), {
      error: 'has a code that is not a country of ISO 3166-1',
      params: { code: 'country.unknown' },
    }),
  proofOfWork: z.enum(['optional', 'required']).default('optional'),
  showNames: ticked,
  familyName: asking,
  postalCode: asking,
  comment: asking,
  ...inAll('thanks', words(2_000)),
  ...inAll('mail', words(1_000)),
  ...Object.fromEntries(nextSteps.map((step) => [`step_${step}`, ticked])),
  ...Object.fromEntries(consentPurposes.map((purpose) => [`consent_${purpose}`, ticked])),
});

/** Settings as they are stored, but for the moments, which need the campaign's time zone. */
export interface PetitionSettings {
  revision: number;
  slug: string;
  opens: { day: string; time: string };
  closes: { day: string; time: string };
  goalSteps: number[];
  countries: string[];
  proofOfWork: 'optional' | 'required';
  showNames: boolean;
  form: PetitionForm;
  purposes: string[];
  demands: string[];
}

type Loose = Record<string, unknown>;

/** @returns the settings, and faults that only several fields together show */
export function settingsIn(input: z.output<typeof settingsForm>): { settings: PetitionSettings; faults: Fault[] } {
  const loose = input as Loose;
  const { questions, faults } = questionsIn(loose);
  const thanks = written(loose, 'thanks');
  const mail = written(loose, 'mail');
  const steps = nextSteps.filter((step) => loose[`step_${step}`] === true);
  const form = petitionForm.parse({
    ...(input.familyName !== 'optional' && { familyName: input.familyName }),
    ...(input.postalCode !== 'optional' && { postalCode: input.postalCode }),
    ...(input.comment !== 'optional' && { comment: input.comment }),
    ...(questions.length > 0 && { questions }),
    ...(thanks && { thanks }),
    ...(mail && { mail }),
    ...(steps.length > 0 && { nextSteps: steps }),
  });
  for (const [name, texts] of Object.entries({ thanks, mail }))
    if (texts && texts.en === undefined) faults.push(missing(`${name}_en`));
  return {
    settings: {
      ...input,
      opens: { day: input.opensDay, time: input.opensTime },
      closes: { day: input.closesDay, time: input.closesTime },
      form,
      purposes: consentPurposes.filter((purpose) => purpose === 'signature' || loose[`consent_${purpose}`] === true),
      demands: Object.keys(loose)
        .filter((name) => name.startsWith('demand_'))
        .map((name) => name.slice('demand_'.length)),
    },
    faults,
  };
}

/** Up to three questions, each in the place it keeps: `q1_kind`, `q1_label_en`, `q1_purpose_en`, `q1_options_en`. */
function questionsIn(input: Loose): { questions: Question[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const questions = Array.from({ length: mostQuestions }, (_, index) => `q${index + 1}`).flatMap((key): Question[] => {
    const kind = questionKinds.find((one) => one === input[`${key}_kind`]);
    if (!kind) return [];
    const label = short(written(input, `${key}_label`), 200, `${key}_label`, faults);
    const purpose = short(written(input, `${key}_purpose`), 300, `${key}_purpose`, faults);
    for (const [name, texts] of Object.entries({ label, purpose }))
      if (texts.en === undefined) faults.push(missing(`${key}_${name}_en`));
    const options = kind === 'choice' ? optionsIn(input, key, faults) : undefined;
    return [
      { key, kind, required: input[`${key}_required`] !== undefined, label, purpose, ...(options && { options }) },
    ];
  });
  return { questions, faults };
}

/** A line per option, in the same order in each language. */
function optionsIn(input: Loose, key: string, faults: Fault[]): Question['options'] {
  const lines = Object.fromEntries(
    writtenLocales.map((locale) => {
      const text = input[`${key}_options_${locale}`];
      const all = tidyText(typeof text === 'string' ? text : '')
        .split('\n')
        .map((line) => line.trim());
      return [locale, all.filter((line) => line !== '')];
    }),
  );
  const english = lines.en ?? [];
  if (english.length < 2 || english.length > mostOptions || english.some((line) => line.length > 100))
    faults.push(
      fault(`${key}_options_en`, 'options.invalid', `needs 2 to ${mostOptions} lines of at most 100 characters`),
    );
  for (const [locale, own] of Object.entries(lines))
    if (own.length > 0 && own.length !== english.length)
      faults.push(fault(`${key}_options_${locale}`, 'options.differ', 'must have as many lines as the English list'));
  const keys = english.map(keyOf);
  if (new Set(keys).size < keys.length)
    faults.push(fault(`${key}_options_en`, 'options.repeated', 'has two options that are too much alike'));
  return english.slice(0, mostOptions).map((line, index) => ({
    key: keyOf(line),
    label: Object.fromEntries(
      Object.entries(lines).flatMap(([locale, own]) => (own[index] ? [[locale, own[index].slice(0, 100)]] : [])),
    ),
  }));
}

const keyOf = (line: string): string => {
  const words = line
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^a-z0-9]/);
  const key = words.filter((word) => word !== '').join('-');
  return key.slice(0, 60).replace(/-$/, '') || 'other';
};

function written(input: Loose, name: string): Record<string, string> | undefined {
  const texts = writtenLocales.flatMap((locale) => {
    const text = input[`${name}_${locale}`];
    return typeof text === 'string' && tidyText(text) !== '' ? [[locale, tidyText(text)] as const] : [];
  });
  return texts.length === 0 ? undefined : Object.fromEntries(texts);
}

function short(texts: Record<string, string> | undefined, max: number, name: string, faults: Fault[]) {
  for (const [locale, text] of Object.entries(texts ?? {}))
    if (text.length > max)
      faults.push(fault(`${name}_${locale}`, 'field.too_long', `is longer than ${max} characters`));
  return texts ?? {};
}

const fault = (name: string, code: string, detail: string): Fault => ({ pointer: `/${name}`, code, detail });
const missing = (name: string): Fault => fault(name, 'field.required', 'is required');

/** What became of a petition, in the words of staff pages. */
export const outcomeForm = z.object({
  outcome: z.union([z.literal(''), z.enum(outcomes)]).transform((value) => value || null),
});
export const reasonForm = z.object({
  reason: z.string().trim().min(1, 'is required').max(500, 'is longer than 500 characters'),
});
