import { z } from 'zod';
import { optionalLine, optionalText } from './fields.js';

/** A refusal with a stable code inside a transform. */
export const fault = (context: z.RefinementCtx, message: string, code: string) => {
  context.addIssue({ code: 'custom', message, params: { code } });
  return z.NEVER;
};
const blank = z.string({ error: 'must be text' }).default('');
/** The checks of optional fields, for fields that forms always send. */
export const given = blank.transform((text): string | null | undefined => text);
const filled = (text: string | undefined, context: z.RefinementCtx) =>
  text ?? fault(context, 'is required', 'field.required');
/** One line that must be there. */
export const filledLine = (max: number) => given.pipe(optionalLine(max)).transform(filled);
/** A text of several lines that must be there. */
export const filledText = (max: number) => given.pipe(optionalText(max)).transform(filled);

/** A field a form sends empty where nothing was chosen. */
export const blankable = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);
