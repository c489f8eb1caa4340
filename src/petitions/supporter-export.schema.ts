import { z } from 'zod';
import { exportFormats } from './export.status.js';
import { blankable, supporterFilterFields } from './supporter-filter.schema.js';

/** What a program asks of an export; unknown parameters are refused, so that a misspelt filter never widens it. */
export const exportQuery = z.strictObject({
  format: blankable(z.enum(exportFormats, { error: `must be one of ${exportFormats.join(', ')}` }).default('csv')),
  ...supporterFilterFields,
});
export type ExportQuery = z.output<typeof exportQuery>;
