import { z } from 'zod';
import { blankable, supporterFilterFields } from './supporter-filter.schema.js';

const cursor = blankable(z.uuid({ error: 'is not a page of this list' }).optional());

/** Parameters of the list page: a filter, a search, and a page after (`after`) or before (`before`) a signature. */
export const supporterListQuery = z.object({
  ...supporterFilterFields,
  /** A whole email address, or the beginning of a family or given name */
  q: blankable(z.string({ error: 'must be text' }).max(300, 'is too long').optional()),
  before: cursor,
  after: cursor,
});
export type SupporterListQuery = z.output<typeof supporterListQuery>;
