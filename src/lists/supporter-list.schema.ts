import { z } from 'zod';
import type { Cursor } from '../platform/database/keyset.js';
import { blankable, supporterFilterFields } from './supporter-filter.schema.js';

/** What a list of supporters is filtered by, and a search. */
export const supporterListQuery = z.object({
  ...supporterFilterFields,
  /** A whole email address, or the beginning of a family or given name */
  q: blankable(z.string({ error: 'must be text' }).max(300, 'is too long').optional()),
});

/** Orders an index serves: by the moment of signing, and by that of confirming. */
export const supporterSorts = ['signed', 'confirmed'] as const;

export type SupporterListQuery = z.output<typeof supporterListQuery> & {
  sort?: { name: (typeof supporterSorts)[number]; descending: boolean } | undefined;
  cursor?: Cursor | null | undefined;
};
