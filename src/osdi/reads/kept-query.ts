import type { CollectionQuery } from '../osdi.schema.js';

/** Parameters that the links between pages of a collection preserve. */
export const keptOf = ({ filter }: CollectionQuery): Record<string, string> => (filter === undefined ? {} : { filter });
