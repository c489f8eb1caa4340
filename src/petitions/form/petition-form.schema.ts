import { z } from 'zod';
import type { Fault } from '../../platform/errors.js';
import { slug } from '../../platform/http/fields.js';
import { inLanguage, type ByLanguage } from '../../platform/texts/in-language.js';

/** How a field of the form is asked for. */
export const askings = ['off', 'optional', 'required'] as const;
const asking = z.enum(askings);
export type Asking = z.infer<typeof asking>;

export const questionKinds = ['text', 'choice', 'yes_no'] as const;

const byLanguage = (max: number) => z.record(z.string(), z.string().min(1).max(max));

/** A question of the petition's own. `purpose` tells the signer why it is asked; without one it is not asked. */
const question = z.object({
  key: slug,
  kind: z.enum(questionKinds),
  required: z.boolean(),
  label: byLanguage(200),
  purpose: byLanguage(300),
  /** Of a choice */
  options: z.array(z.object({ key: slug, label: byLanguage(100) })).optional(),
});
export type Question = z.infer<typeof question>;

export const mostQuestions = 3;
export const mostOptions = 12;

/** What can be done next, on the page after signing. */
export const nextSteps = ['share', 'letter'] as const;

/** Everything a petition's form asks for and says around it. What is left out is as it always was: all fields optional, no further words. */
export const petitionForm = z.object({
  familyName: asking.optional(),
  postalCode: asking.optional(),
  comment: asking.optional(),
  questions: z.array(question).max(mostQuestions).optional(),
  /** Said on the page after confirming, by language; paragraphs between empty lines */
  thanks: byLanguage(2_000).optional(),
  /** Said in the email that asks to confirm, by language */
  mail: byLanguage(1_000).optional(),
  nextSteps: z.array(z.enum(nextSteps)).optional(),
});
export type PetitionForm = z.infer<typeof petitionForm>;

export const formOf = (row: { form: unknown }): PetitionForm => row.form ?? {};

/** A question as signers read it. */
export const askedQuestion = z.object({
  key: z.string(),
  kind: z.enum(questionKinds),
  required: z.boolean(),
  label: z.string(),
  purpose: z.string(),
  options: z.array(z.object({ key: z.string(), label: z.string() })),
});
export type AskedQuestion = z.infer<typeof askedQuestion>;

/** What the form asks for beside name, email address and country. */
export const askedFields = z.object({
  familyName: asking,
  postalCode: asking,
  comment: asking,
  questions: z.array(askedQuestion),
});
export type AskedFields = z.infer<typeof askedFields>;

export const fieldsIn = (form: PetitionForm, locale: string): AskedFields => ({
  familyName: form.familyName ?? 'optional',
  postalCode: form.postalCode ?? 'optional',
  comment: form.comment ?? 'optional',
  questions: (form.questions ?? []).map(({ key, kind, required, label, purpose, options = [] }) => ({
    key,
    kind,
    required,
    label: inLanguage(label as ByLanguage, locale),
    purpose: inLanguage(purpose as ByLanguage, locale),
    options: options.map((option) => ({ key: option.key, label: inLanguage(option.label as ByLanguage, locale) })),
  })),
});

interface Typed {
  familyName: string;
  postalCode?: string | undefined;
  comment?: string | undefined;
  answers?: Record<string, string> | undefined;
}

/**
 * What a person typed, without the fields the petition does not ask for: a form may be open while the settings change. @param strict refuses what is
 * required and missing
 */
export function asAsked<Form extends Typed>(
  typed: Form,
  form: PetitionForm,
  strict: boolean,
): { form: Form; faults: Fault[] } {
  if (typed.answers === undefined && asksNothingSpecial(form)) return { form: typed, faults: [] };
  const faults: Fault[] = [];
  const kept = { ...typed };
  for (const name of ['familyName', 'postalCode', 'comment'] as const) {
    const how = form[name] ?? 'optional';
    if (how === 'off') kept[name] = name === 'familyName' ? '' : (undefined as never);
    if (how === 'required' && !kept[name]) faults.push(missing(`/${name}`));
  }
  const answers: Record<string, string> = {};
  for (const { key, kind, required, options = [] } of form.questions ?? []) {
    const answer = typed.answers?.[key] ?? '';
    const allowed = kind === 'yes_no' ? ['yes', 'no'] : options.map((option) => option.key);
    if (answer === '') {
      if (required) faults.push(missing(`/answers/${key}`));
    } else if (kind !== 'text' && !allowed.includes(answer))
      faults.push({ pointer: `/answers/${key}`, code: 'answer.unknown', detail: 'is not one of the answers offered' });
    else answers[key] = answer;
  }
  kept.answers = Object.keys(answers).length === 0 ? undefined : answers;
  return { form: kept, faults: strict ? faults : faults.filter(({ code }) => code !== 'field.required') };
}

/** As most petitions: they are spared a copy of each form. */
const asksNothingSpecial = ({ familyName, postalCode, comment, questions = [] }: PetitionForm): boolean =>
  questions.length === 0 && [familyName, postalCode, comment].every((how = 'optional') => how === 'optional');

const missing = (pointer: string): Fault => ({ pointer, code: 'field.required', detail: 'is required' });
