import { z } from 'zod';
import { plainText } from './fields.js';

/** Building blocks of files that people may edit by hand: every text has a limit, and unknown fields are refused. */

/** A text of at most so many characters, kept exactly as it is. */
export const portableText = (max: number) =>
  z
    .string({ error: 'must be a text' })
    .max(max, `is longer than ${max} characters`)
    .refine(...plainText);

export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/, 'is not a language');

/** A value by language; English is always there. */
export const portableByLanguage = <Schema extends z.ZodType>(schema: Schema) =>
  z.record(languageTag, schema).refine((texts) => texts.en !== undefined, {
    error: 'is required in English',
    path: ['en'],
    params: { code: 'field.required' },
  });

export const portableDay = z.iso.date({ error: 'must be a day like 2027-04-04' });
export const portableInstant = z.iso.datetime({ error: 'must be an instant like 2027-04-04T07:00:00.000Z' });

/** The same value with the keys of every object in one order, so that equal content is equal text. */
export function inOneOrder<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((one: unknown) => inOneOrder(one)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, inOneOrder(one as unknown)])) as Value;
}

/** A fault for each later one of two that have the same name. */
export function refuseRepeated(
  names: readonly string[],
  pathOf: (index: number) => (string | number)[],
  context: z.RefinementCtx,
): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    context.addIssue({
      code: 'custom',
      path: pathOf(index),
      message: 'is there twice',
      params: { code: 'campaign_file.repeated' },
    });
  });
}
