import { z } from 'zod';
import { maxPageSize, usualPageSize } from './osdi.values.js';

const counting = (least: number, most: number, usual: number) =>
  z
    .string({ error: 'must be a number' })
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform((text) => Math.min(most, Number(text)))
    .refine((n) => n >= least, `must be ${least} or more`)
    .default(usual);

/** Parameters of a collection. Anything else in the query is ignored, as OSDI says; `per_page` is capped. */
export const collectionQuery = z.object({
  page: counting(1, 1_000_000, 1),
  per_page: counting(1, maxPageSize, usualPageSize),
  /** Of the link to the next page: the last resource of this one */
  after: z.uuid('is not the end of a page').optional(),
  filter: z.string({ error: 'must be text' }).max(2_000, 'is too long').optional(),
});
export type CollectionQuery = z.output<typeof collectionQuery>;

export const idParam = z.object({ id: z.string().max(100) });
export const withinParam = z.object({ id: z.string().max(100), inner: z.string().max(100) });
export const relParam = z.object({ rel: z.string().max(60) });
