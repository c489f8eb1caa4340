import { AllCampaignsNeeded } from '../../access/access.errors.js';
import { filterCondition, type Bind, type FilterFields, type KeyOf } from '../filter/filter.sql.js';
import type { Filter } from '../filter/filter.js';

/** A kind of resource: where its rows come from, which are shown, and in which order. Ids are UUIDv7, so their order is that of creation. */
export interface Readable {
  columns: string;
  from: string;
  /** Condition that hides the rest: shadowed, erased, withdrawn. */
  shown: string;
  /** Narrows a collection, but not a single resource requested by its id. */
  listed?: string;
  order: string;
  /** Columns that scope a row: to a person, a petition, itself. */
  within: Readonly<Record<string, string>>;
  fields: FilterFields;
  /** What differs for a client of one campaign. @param campaign a placeholder of its id. Without this, the resource is of all campaigns, and closed to that client. */
  limited?: (campaign: string) => Partial<Pick<Readable, 'columns' | 'from' | 'shown' | 'fields'>>;
}

export interface Wanted {
  /** Names of `within` and the id each must have. */
  within: Readonly<Record<string, string>>;
  filter: Filter | null;
  /** False: whatever may be shown at all, including what no collection lists. */
  listed: boolean;
  /** The only campaign the client is for; null: all */
  campaignId: string | null;
}

interface Query {
  text: string;
  values: unknown[];
}

/** Where a page begins: after a row, which costs the same however far it is, or an offset from the beginning. */
export type PageStart = { after: string } | { offset: number };

/** The value of a row by which the next page begins; null where rows are not ordered by one id. */
export const cursorOf = ({ order }: Readable): string | null => (order.includes(',') ? null : order);

/** @throws AllCampaignsNeeded */
export function pageOf(whole: Readable, wanted: Wanted, keyOf: KeyOf, limit: number, start: PageStart): Query {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const kind = limitedTo(whole, wanted, bind);
  const where = conditions(kind, wanted, bind, keyOf);
  const cursor = cursorOf(kind);
  const behind = 'after' in start && cursor !== null ? `and ${cursor} > ${bind(start.after)}::uuid` : '';
  const offset = 'offset' in start ? `offset ${bind(start.offset)}::int` : '';
  const text = `
  select ${kind.columns}, ${cursor ?? 'null'} as cursor from ${kind.from} where ${where} ${behind}
  order by ${kind.order} limit ${bind(limit)}::int ${offset}`;
  return { text, values };
}

/** @throws AllCampaignsNeeded */
export function countOf(whole: Readable, wanted: Wanted, keyOf: KeyOf): Query {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const kind = limitedTo(whole, wanted, bind);
  const where = conditions(kind, wanted, bind, keyOf);
  return { text: `select count(*)::int as n from ${kind.from} where ${where}`, values };
}

function limitedTo(kind: Readable, { campaignId }: Wanted, bind: Bind): Readable {
  if (campaignId === null) return kind;
  if (!kind.limited) throw new AllCampaignsNeeded();
  return { ...kind, ...kind.limited(`${bind(campaignId)}::uuid`) };
}

function conditions(kind: Readable, { within, filter, listed }: Wanted, bind: Bind, keyOf: KeyOf): string {
  const places = Object.entries(within).map(([name, value]) => {
    const column = kind.within[name];
    if (column === undefined) throw new Error(`A resource is not placed by "${name}".`);
    return `${column} = ${bind(value)}`;
  });
  const parts = [
    kind.shown,
    listed && kind.listed,
    ...places,
    filter && filterCondition(filter, kind.fields, bind, keyOf),
  ];
  return parts.filter(Boolean).join(' and ');
}
