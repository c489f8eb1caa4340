import { consentLabel, consentsInForce } from '../supporters/supporters.sql.js';
import { isBackward, type Cursor } from '../platform/database/keyset.js';
import type { SupporterFilter } from './supporter-filter.schema.js';
import type { SupporterListQuery } from './supporter-list.schema.js';
import { supporterCondition } from './supporter-filter.sql.js';

/** A search in the list: the person behind a mailbox, or names with this prefix, ignoring accents and apostrophes. */
export type SupporterSearch = { kind: 'mailbox'; emailKey: Buffer } | { kind: 'name'; prefix: string };

/** Uses the indexes on both names; people with a single name have it as their given name. */
const nameBegins = (pattern: string): string =>
  `(fold_name(g.family_name) like fold_name(${pattern}::text) or fold_name(g.given_name) like fold_name(${pattern}::text))`;

/** A signature and who signed it. */
interface SignerRow extends Record<string, unknown> {
  id: string;
  status: string;
  shadowRule: string | null;
  givenName: string;
  familyName: string;
  email: string | null;
  country: string;
  signedAt: Date;
}

export interface SupporterRow extends SignerRow {
  confirmedAt: Date | null;
  /** `purpose:wording` of the consents in force */
  consents: string[];
}

/** Ids are UUIDv7, so their order is the order of signing. Numbers are given in the order of confirmation. */
const sortKeys = { signed: 'g.id', confirmed: 'g.number' };

/**
 * One page of signatures, found by the index on (petition_id, id), on (petition_id, number), or on names; never by OFFSET. The page is cut first and
 * then joined, so consents are looked up for its rows only. A page before its cursor is read against its order and turned round.
 */
export function pageOfSupporters(
  petitionId: string,
  filter: SupporterFilter,
  search: SupporterSearch | null,
  sort: NonNullable<SupporterListQuery['sort']>,
  cursor: Cursor | null,
  limit: number,
): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const key = sortKeys[sort.name];
  const rising = sort.descending === isBackward(cursor);
  const from = cursor && bind(isBackward(cursor) ? cursor.before : cursor.after);
  const conditions = [
    supporterCondition(petitionId, filter, bind),
    search?.kind === 'mailbox' &&
      `g.supporter_id in (select id from supporter where email_key = ${bind(search.emailKey)}::bytea)`,
    search?.kind === 'name' && nameBegins(bind(asPattern(search.prefix))),
    sort.name === 'confirmed' && 'g.number is not null',
    from &&
      `${key} ${rising ? '>' : '<'} ${sort.name === 'signed' ? `${from}::uuid` : `(select number from signature where id = ${from}::uuid)`}`,
  ];
  const text = `
  with page as materialized (
    select g.id, g.supporter_id, g.status, g.shadow_rule, g.given_name, g.family_name, g.country, g.signed_at, g.confirmed_at, g.number
    from signature g where ${conditions.filter(Boolean).join(' and ')}
    order by ${key} ${rising ? 'asc' : 'desc'} limit ${bind(limit)}::int
  )
  select p.id, p.status, p.shadow_rule as "shadowRule", p.given_name as "givenName", p.family_name as "familyName", s.email, p.country,
         p.signed_at as "signedAt", p.confirmed_at as "confirmedAt", coalesce(c.consents, '{}') as consents
  from page p join supporter s on s.id = p.supporter_id
  left join lateral (
    select array_agg(${consentLabel('l')} order by l.purpose, l.recipient) as consents
    from (${consentsInForce('p.id')}) l where l.given
  ) c on true
  order by ${key.replace('g.', 'p.')} ${sort.descending ? 'desc' : 'asc'}`;
  return { text, values };
}

export interface FoundPerson extends SignerRow {
  /** Short name of the petition */
  petition: string;
}

/**
 * Signatures under any petition of a campaign whose signer is found, at most `limit`. A name is begun by its family or given name, or is both in either
 * order. Each way has its own limited look into an index, so that a short beginning does not read half the table.
 */
export function peopleOfCampaign(
  campaignId: string,
  search: SupporterSearch,
  limit: number,
): { text: string; values: unknown[] } {
  const values: unknown[] = [campaignId, limit];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const begins = (column: string, prefix: string): string =>
    `fold_name(g.${column}) like fold_name(${bind(asPattern(prefix))}::text)`;
  const ways =
    search.kind === 'mailbox'
      ? [`g.supporter_id in (select id from supporter where email_key = ${bind(search.emailKey)}::bytea)`]
      : waysToSay(search.prefix).map((way) =>
          Object.entries(way)
            .map(([column, prefix]) => begins(column, prefix))
            .join(' and '),
        );
  const columns =
    'g.id, g.petition_id, g.supporter_id, g.status, g.shadow_rule, g.given_name, g.family_name, g.country, g.signed_at';
  const text = `
  with here as materialized (select id, slug from petition where campaign_id = $1),
  found as (${ways.map((way) => `(select ${columns} from signature g where ${way} and g.petition_id = any(array(select id from here)) limit $2)`).join(' union ')})
  select f.id, h.slug as petition, f.status, f.shadow_rule as "shadowRule", f.given_name as "givenName", f.family_name as "familyName", s.email, f.country,
         f.signed_at as "signedAt"
  from found f join here h on h.id = f.petition_id join supporter s on s.id = f.supporter_id
  order by f.family_name, f.given_name, f.id limit $2`;
  return { text, values };
}

/** Names of more words are looked up as a whole only. */
const mostWords = 5;

/** Which columns begin with what: one of them with all of it, or both with a part each, in either order. */
function waysToSay(typed: string): Partial<Record<'family_name' | 'given_name', string>>[] {
  const words = typed.split(/[\s,]+/).filter(Boolean);
  const cuts = words.length > mostWords ? [] : words.slice(1).map((_, n) => n + 1);
  return [
    { family_name: typed },
    { given_name: typed },
    ...cuts.flatMap((cut) => {
      const [one, other] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
      return [
        { given_name: one, family_name: other },
        { family_name: one, given_name: other },
      ];
    }),
  ];
}

/** The prefix as a LIKE pattern, with wildcards in it escaped. */
export const asPattern = (prefix: string): string => `${prefix.replace(/[\\%_]/g, '\\$&')}%`;

/** Per petition: how many count, are pending, and are shadowed. The first two come from the counters. */
export const petitionTotals = {
  name: 'petitions.totals',
  text: `
  select p.slug, coalesce(n.confirmed, 0)::int as confirmed, coalesce(n.pending, 0)::int as pending,
         (select count(*)::int from signature g where g.petition_id = p.id and g.shadow_rule is not null) as shadowed
  from petition p left join (
    select petition_id, sum(confirmed) as confirmed, sum(pending) as pending from (
      select petition_id, confirmed, pending from count_total union all select petition_id, confirmed, pending from count_delta
    ) c group by petition_id
  ) n on n.petition_id = p.id
  where p.campaign_id = $1
  order by p.id`,
};
