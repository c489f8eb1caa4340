import type { Statement, Tx } from '../platform/database/database.js';

/**
 * Folds count deltas into the totals, at most `limit` rows a pass. `skip locked` lets several workers fold at once; readers add the unfolded rest, so
 * the number is always exact.
 */
export const foldCounts = (tx: Tx, limit: number) => tx.$queryRaw<{ folded: number }[]>`
  with taken as (
    delete from count_delta where id in (select id from count_delta order by id limit ${limit} for update skip locked)
    returning petition_id, country, day, pending, confirmed
  ),
  totals as (
    insert into count_total as t (petition_id, country, pending, confirmed)
    select petition_id, country, sum(pending), sum(confirmed) from taken group by 1, 2 order by 1, 2
    on conflict (petition_id, country) do update set pending = t.pending + excluded.pending, confirmed = t.confirmed + excluded.confirmed
  ),
  days as (
    insert into count_daily as t (petition_id, day, country, pending, confirmed)
    select petition_id, day, country, sum(pending), sum(confirmed) from taken group by 1, 2, 3 order by 1, 2, 3
    on conflict (petition_id, day, country) do update set pending = t.pending + excluded.pending, confirmed = t.confirmed + excluded.confirmed
  )
  select count(*)::int as folded from taken`;

/** Confirmed counted signatures per country: totals plus unfolded deltas, in one snapshot. */
export const countByCountry = (tx: Tx, petitionId: string) => tx.$queryRaw<{ country: string; count: number }[]>`
  select country, sum(confirmed)::int as count from (
    select country, confirmed from count_total where petition_id = ${petitionId}::uuid
    union all select country, confirmed from count_delta where petition_id = ${petitionId}::uuid
  ) c group by country having sum(confirmed) <> 0 order by 2 desc, 1`;

/** Confirmed and pending sign-ups per UTC day, newest first. */
export const countByDay = (tx: Tx, petitionId: string, limit: number) => tx.$queryRaw<
  { day: string; pending: number; confirmed: number }[]
>`
  select to_char(day, 'YYYY-MM-DD') as day, sum(pending)::int as pending, sum(confirmed)::int as confirmed from (
    select day, pending, confirmed from count_daily where petition_id = ${petitionId}::uuid
    union all select day, pending, confirmed from count_delta where petition_id = ${petitionId}::uuid
  ) c group by 1 having sum(pending) <> 0 or sum(confirmed) <> 0 order by 1 desc limit ${limit}`;

export interface CountDifference extends Record<string, unknown> {
  petitionId: string;
  country: string;
  counted: number;
  recounted: number;
}

/**
 * Recounts all signatures in one snapshot, and returns every (petition, country) where the counter differs. A petition whose signatures were erased
 * because it ended long ago has nothing left to count.
 */
export const findCountDifferences: Statement = {
  name: 'petitions.find_count_differences',
  text: `
  with counter as (
    select petition_id, country, sum(confirmed) as confirmed, sum(pending) as pending from (
      select petition_id, country, confirmed, pending from count_total
      union all select petition_id, country, confirmed, pending from count_delta
    ) c where petition_id = any(array(select id from petition where erased_at is null)) group by 1, 2
  ),
  ledger as (
    select petition_id, country, count(*) filter (where status = 'confirmed') as confirmed, count(*) filter (where status = 'pending') as pending
    from signature where shadow_rule is null group by 1, 2
  )
  select coalesce(c.petition_id, l.petition_id) as "petitionId", coalesce(c.country, l.country) as country,
         coalesce(c.confirmed, 0)::int as counted, coalesce(l.confirmed, 0)::int as recounted
  from counter c full join ledger l using (petition_id, country)
  where coalesce(c.confirmed, 0) <> coalesce(l.confirmed, 0) or coalesce(c.pending, 0) <> coalesce(l.pending, 0)`,
};
