import type { Tx } from '../platform/database/database.js';

/** Sign-ups per UTC day, pending or confirmed, of all petitions of a campaign. */
export const signUpsByDay = (tx: Tx, campaignId: string, from: Date, before: Date) => tx.$queryRaw<
  { day: string; n: number }[]
>`
  select to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as n
  from signature
  where petition_id = any(array(select id from petition where campaign_id = ${campaignId}::uuid))
    and shadow_rule is null and signed_at >= ${from} and signed_at < ${before}
  group by 1 order by 1`;

/** Confirmations per UTC day of all petitions of a campaign, from the counters. */
export const confirmationsByDay = (tx: Tx, campaignId: string, from: Date, before: Date) => tx.$queryRaw<
  { day: string; n: number }[]
>`
  select to_char(day, 'YYYY-MM-DD') as day, sum(confirmed)::int as n
  from (select petition_id, day, confirmed from count_daily union all select petition_id, day, confirmed from count_delta) c
  where petition_id = any(array(select id from petition where campaign_id = ${campaignId}::uuid)) and day >= ${from}::date and day < ${before}::date
  group by day having sum(confirmed) <> 0 order by 1`;
