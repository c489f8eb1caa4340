import { z } from 'zod';
import {
  calendarDay,
  countryCode,
  emailAddress,
  furtherName,
  localeTag,
  optionalLine,
  optionalText,
  personName,
} from '../platform/http/fields.js';
import { countryAsWritten } from '../platform/http/country-as-written.js';
import { textEncodings } from '../platform/tables/text-encoding.js';
import { importFields, importKinds, type ImportField, type ImportMapping, type RowFault } from './import.values.js';
import { dateOrders } from './import-dates.js';
import { yesOrNo } from './import-words.js';

const oneFor = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional();

/** Details of a file given at upload. */
export const importOrder = z.object({
  kind: z.enum(importKinds, { error: 'must be one of the kinds' }),
  note: optionalLine(300)
    .refine((text) => text !== undefined, { error: 'is required', params: { code: 'field.required' } })
    .refine((text) => !/[@\uFF20]/.test(text ?? ''), {
      error: 'must not name an address',
      params: { code: 'note.address' },
    }),
  /** If the file does not state it, or states it wrongly; empty: guessed. */
  encoding: oneFor(z.enum(textEncodings, { error: 'is not a known encoding' })),
  /** Of a workbook; empty: the first visible one. */
  sheet: optionalLine(100),
});
export interface ImportNote {
  kind: (typeof importKinds)[number];
  note: string;
}
export interface ImportOrder extends ImportNote {
  encoding?: (typeof textEncodings)[number] | undefined;
  sheet?: string | undefined;
}

const number = z.coerce.number().int().min(0).max(199);
const column = z.union([z.literal('').transform(() => undefined), number], { error: 'is not a column' }).optional();

/** The form that maps columns, one input for each, and values for the whole file. */
export const importMappingForm = z
  .object({
    ...(Object.fromEntries(importFields.map((field) => [field, column])) as Record<ImportField, typeof column>),
    country_all: oneFor(countryCode),
    locale_all: oneFor(localeTag),
    date_order: oneFor(z.enum(dateOrders, { error: 'is not an order of day, month and year' })),
  })
  .transform(({ country_all: country, locale_all: locale, date_order: dateOrder, ...fields }): ImportMapping => {
    const columns = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    ) as ImportMapping['columns'];
    return {
      columns,
      ...(country !== undefined && { country }),
      ...(locale !== undefined && { locale }),
      ...(dateOrder !== undefined && { dateOrder }),
    };
  })
  .superRefine(({ columns, country }, context) => {
    const named = columns.given_name !== undefined || columns.full_name !== undefined;
    const missing = [
      ...(named ? [] : (['given_name'] as const)),
      ...(country === undefined && columns.country === undefined ? (['country'] as const) : []),
    ];
    for (const field of missing)
      context.addIssue({
        code: 'custom',
        path: [field],
        message: 'must be found in a column',
        params: { code: 'import.column_missing' },
      });
    const used = new Set<number>();
    for (const [field, at] of Object.entries(columns)) {
      if (used.has(at))
        context.addIssue({
          code: 'custom',
          path: [field],
          message: 'is a column that was chosen twice',
          params: { code: 'import.column_twice' },
        });
      used.add(at);
    }
  });

const rule = (code: string, message: string) => ({ code: 'custom' as const, message, params: { code } });
const choice = z.string().transform((text, context) => {
  const answer = yesOrNo(text);
  if (answer !== null) return answer;
  context.addIssue(rule('choice.unknown', 'is neither yes nor no'));
  return z.NEVER;
});
const blankIs = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => (text === '' ? undefined : text), schema.optional());

/** A row's cells by field, already trimmed. */
const importRow = z.object({
  given_name: personName,
  family_name: furtherName,
  country: countryAsWritten,
  email: blankIs(emailAddress),
  postal_code: optionalLine(20),
  comment: optionalText(1000),
  show_name: choice.optional(),
  locale: blankIs(localeTag),
  signed_on: blankIs(calendarDay),
  newsletter: choice.optional(),
  source: optionalLine(100),
});
export type ImportRow = z.output<typeof importRow>;

/** A row as read by the mapping: what will be imported, or why it is refused. */
export type ReadRow = { number: number; day?: 'ambiguous' | 'unread' | undefined } & (
  { row: ImportRow; faults: null } | { row: null; faults: RowFault[] }
);

/** @returns the row as it will be imported, or why not */
export function readRow(
  fields: Partial<Record<ImportField, string>>,
): { row: ImportRow; faults: null } | { row: null; faults: RowFault[] } {
  const result = importRow.safeParse(fields);
  if (result.success) return { row: result.data, faults: null };
  const faults = result.error.issues.map((issue) => {
    const { params } = issue as { params?: { code?: string } };
    return { column: String(issue.path[0] ?? ''), code: params?.code ?? 'field.invalid', detail: issue.message };
  });
  return { row: null, faults };
}
