import { z } from 'zod';
import { calendarDay, optionalLine, optionalText } from '../../platform/http/fields.js';
import { blankable, filledText, given } from '../../platform/http/form-fields.js';
import { isoParam } from '../../ministries/ministries.schema.js';
import { answerMedia, stances } from './stances.values.js';

/** A reply as staff enter it, whatever way it came. */
export const newAnswer = z.object({
  letterId: blankable(z.uuid('is not a letter').optional()),
  inboundMailId: blankable(z.uuid('is not an email').optional()),
  receivedOn: calendarDay,
  medium: z.enum(answerMedia, { error: 'is not a channel of a reply' }),
  quote: filledText(2000),
  locale: z.string({ error: 'is required' }).regex(/^[a-z]{2,3}$/, 'is not a language code like fr'),
  fileReference: given.pipe(optionalLine(200)),
});
export type NewAnswer = z.output<typeof newAnswer>;

/** An assessment of a reply. */
export const newCoding = z.object({
  stance: z.enum(stances, { error: 'is not in the codebook' }),
  note: given.pipe(optionalText(1000)),
});
export type NewCoding = z.output<typeof newCoding>;

export const answerParam = isoParam.extend({ id: z.uuid() });

/** Unanswered letters, as ticked on the page; one box sends a text, several a list. */
export const silentLetters = z.preprocess(
  (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value]),
  z.array(z.uuid()).min(1, 'names no letter').max(300),
);
export const silenceDismissal = z.object({
  letters: silentLetters,
  reason: filledText(500),
});
export const followUpOrder = z.object({ letters: silentLetters, onDay: calendarDay });
