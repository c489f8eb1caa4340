import { ask } from './whole-database.js';

/** Counter and ledger of one country, or one day, side by side. */
export interface CountLine extends Record<string, unknown> {
  petition: string;
  key: string;
  counted: string;
  inLedger: string;
}

const deltas = (columns: string): string => `select petition_id, ${columns}, pending, confirmed from count_delta`;

/** What a reader of the counters would add up, beside what the signatures say, in one statement and so in one snapshot. */
const compare = (table: string, column: string, ledger: string): string => `
  select coalesce(c.petition_id, l.petition_id) as petition, coalesce(c.key, l.key)::text as key,
         coalesce(c.pending, 0) || ' waiting, ' || coalesce(c.confirmed, 0) || ' confirmed' as counted,
         coalesce(l.pending, 0) || ' waiting, ' || coalesce(l.confirmed, 0) || ' confirmed' as "inLedger"
  from (
    select petition_id, ${column} as key, sum(pending) as pending, sum(confirmed) as confirmed
    from (select petition_id, ${column}, pending, confirmed from ${table} union all ${deltas(column)}) u group by 1, 2
  ) c
  full join (${ledger}) l on l.petition_id = c.petition_id and l.key = c.key
  where coalesce(c.pending, 0) <> coalesce(l.pending, 0) or coalesce(c.confirmed, 0) <> coalesce(l.confirmed, 0)`;

const byCountry = `
  select petition_id, country as key, count(*) filter (where status = 'pending') as pending, count(*) filter (where status = 'confirmed') as confirmed
  from signature where shadow_rule is null group by 1, 2`;

const byDay = `
  select petition_id, day as key, sum(pending) as pending, sum(confirmed) as confirmed from (
    select petition_id, (signed_at at time zone 'UTC')::date as day, 1 as pending, 0 as confirmed from signature where status = 'pending' and shadow_rule is null
    union all
    select petition_id, (confirmed_at at time zone 'UTC')::date, 0, 1 from signature where status = 'confirmed' and shadow_rule is null
  ) s group by 1, 2`;

/** Every petition and country, and every petition and day, where counter and ledger differ: none, at any instant. */
export async function differences(url: string): Promise<CountLine[]> {
  return [
    ...(await ask<CountLine>(url, compare('count_total', 'country', byCountry))),
    ...(await ask<CountLine>(url, compare('count_daily', 'day', byDay))),
  ];
}
