import { z } from 'zod';
import { conventionCodes } from '../../treaties/position.status.js';
import { audiences, letterLocales, templateKinds } from './templates.values.js';

const body = z
  .string({ error: 'is required' })
  .trim()
  .min(1, 'is required')
  .max(20_000, 'is longer than 20000 characters');

/** The bundled texts in one language. */
export const letterReference = z.object({
  frame: z.object({ subject: body, body }),
  followUp: z.object({ subject: body, body }),
  sections: z.object({
    APMBC: z.object({ ask: body, thanks: body, suspension: body }),
    CCM: z.object({ ask: body, signatory: body, thanks: body }),
  }),
  words: z.object({ notes: z.string(), asOf: z.string().includes('{day}'), compiled: z.string().includes('{day}') }),
});
export type LetterReference = z.output<typeof letterReference>;

/** A new version of a text, from the form. */
export const newTemplate = z
  .object({
    kind: z.enum(templateKinds, { error: 'is not a kind of template' }),
    convention: z.preprocess((value) => (value === '' ? undefined : value), z.enum(conventionCodes).optional()),
    audience: z.preprocess((value) => (value === '' ? undefined : value), z.enum(audiences).optional()),
    locale: z.enum(letterLocales, { error: 'is not a language of letters' }),
    subject: z.string().trim().max(300, 'is longer than 300 characters').default(''),
    body,
  })
  .superRefine(({ kind, convention, audience, subject }, context) => {
    const fault = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (kind !== 'section' && subject === '') fault('subject', 'is required');
    if (kind === 'section' && convention === undefined) fault('convention', 'is required');
    if (kind === 'section' && audience === undefined) fault('audience', 'is required');
  });
export type NewTemplate = z.output<typeof newTemplate>;
