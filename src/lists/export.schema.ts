import { z } from 'zod';
import { blankable, supporterFilterFields, type SupporterFilter } from './supporter-filter.schema.js';
import { exportFormats, presetNames, presetOf, type ExportFormat, type PresetName } from './export.values.js';

const line = z.string({ error: 'must be text' });
const columnList = z
  .union([line, z.array(line)])
  .transform((given) => [given].flat().flatMap((text) => text.split(',').map((name) => name.trim())))
  .pipe(z.array(z.string()).max(50));

const fields = {
  format: blankable(z.enum(exportFormats, { error: `must be one of ${exportFormats.join(', ')}` }).default('csv')),
  /** A State (ISO code) or a partner's key, where the preset names one */
  recipient: blankable(
    line
      .trim()
      .regex(/^[A-Za-z0-9-]{1,60}$/, 'is not a recipient')
      .optional(),
  ),
  /** Some of the preset's columns, separated by commas; all by default */
  columns: blankable(columnList.optional()),
  ...supporterFilterFields,
};

const preset = z.enum(presetNames, { error: `must be one of ${presetNames.join(', ')}` });
type Fields = z.output<z.ZodObject<typeof fields>> & { preset: PresetName };

/** A validated export request: the preset's own filter and columns are applied, whatever was requested. */
export interface ExportOrder {
  preset: PresetName;
  format: ExportFormat;
  filter: SupporterFilter;
  columns: string[];
}

/** A purpose-bound list accepts no status or consent from the caller; the request is refused, not silently changed. */
function settle(query: Fields, context: z.RefinementCtx): ExportOrder {
  const { preset: name, format, recipient, columns = [], status, country, since, consent } = query;
  const { consent: purpose, free, columns: usual, further = [] } = presetOf(name);
  const offered = [...usual, ...further];
  const fault = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  const named = purpose === 'government' || purpose === 'partner';
  if (named && recipient === undefined) fault('recipient', 'is required for this list');
  if (!named && recipient !== undefined) fault('recipient', 'is not part of this list');
  if (!free && (status !== 'confirmed' || consent !== undefined))
    fault(consent === undefined ? 'status' : 'consent', 'cannot be chosen for this list');
  const strangers = columns.filter((column) => !offered.includes(column));
  if (strangers.length > 0) fault('columns', `has columns this list does not have; it has ${offered.join(', ')}`);
  const shown = columns.length === 0 ? [...usual] : offered.filter((column) => columns.includes(column));
  const bound = purpose && (named ? `${purpose}/${recipient ?? ''}` : purpose);
  return { preset: name, format, columns: shown, filter: { status, country, since, consent: free ? consent : bound } };
}

/** A client's request; unknown parameters are refused, so that a misspelt filter never widens it. */
export const exportQuery = z.strictObject({ preset: blankable(preset.default('full')), ...fields }).transform(settle);

/** A person's request: a file that is generated and stored. */
export const exportFileOrder = z
  .strictObject({
    preset,
    ...fields,
    /** Why the full list is needed */
    reason: blankable(line.trim().max(500, 'is longer than 500 characters').optional()),
    /** An age public key to encrypt to */
    encryptTo: blankable(line.trim().max(3000, 'is too long').optional()),
  })
  .transform(({ reason, encryptTo, ...query }, context) => {
    if (presetOf(query.preset).free && Array.from(reason ?? '').length < 10)
      context.addIssue({
        code: 'custom',
        path: ['reason'],
        message: 'must say in at least 10 characters why the full list is needed',
      });
    return { ...settle(query, context), reason: reason ?? null, encryptTo: encryptTo ?? null };
  });
export type ExportFileOrder = z.output<typeof exportFileOrder>;
