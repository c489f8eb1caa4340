import type { CollectionQuery } from '../osdi.schema.js';

/** What the links to other pages of a collection keep of the request. */
export const keptOf = ({ filter }: CollectionQuery): Record<string, string> => (filter === undefined ? {} : { filter });
