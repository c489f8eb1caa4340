import type { Statement } from '../../platform/database/database.js';

/**
 * Counts of petition $1 in the UTC days from $2 to $3, from the counters: by day (country is null) and by country (day is null), in one snapshot. A
 * signature is counted on the day it was confirmed, and while it waits, on the day it was signed.
 */
export const countsInSpan: Statement = {
  name: 'petitions.counts_in_span',
  text: `
  select to_char(day, 'YYYY-MM-DD') as day, country, sum(pending)::int as waiting, sum(confirmed)::int as confirmed from (
    select day, country, pending, confirmed from count_daily where petition_id = $1 and day between $2::date and $3::date
    union all select day, country, pending, confirmed from count_delta where petition_id = $1 and day between $2::date and $3::date
  ) c group by grouping sets ((day), (country)) having sum(pending) <> 0 or sum(confirmed) <> 0`,
};

/** Signatures of petition $1 that were erased from $2 to $3: confirmed ones by their owners, others when nobody had confirmed them in time. */
export const removalsInSpan: Statement = {
  name: 'petitions.removals_in_span',
  text: `
  select coalesce(sum(confirmed), 0)::int as withdrawn, coalesce(sum(pending), 0)::int as expired
  from signature_removal where petition_id = $1 and day between $2::date and $3::date`,
};

/**
 * Signatures of petition $1 by the slot in which they were signed. $2: the first id of each slot, $3 the first id after the last. Those from paper are
 * left out: nobody knows their hour.
 */
export const signaturesBySlot: Statement = {
  name: 'petitions.signatures_by_slot',
  text: `
  select width_bucket(id, $2::uuid[]) - 1 as slot, count(*)::int as signed, count(*) filter (where status = 'confirmed')::int as confirmed
  from signature
  where petition_id = $1 and id >= ($2::uuid[])[1] and id < $3 and shadow_rule is null and import_id is null
  group by 1`,
};

/** Changes with every sign-up and confirmation of petition $1, and costs much less than counting them. */
export const countMark: Statement = {
  name: 'petitions.count_mark',
  text: `
  select coalesce(sum(pending), 0)::int as waiting, coalesce(sum(confirmed), 0)::int as confirmed from (
    select pending, confirmed from count_total where petition_id = $1
    union all select pending, confirmed from count_delta where petition_id = $1
  ) c`,
};
