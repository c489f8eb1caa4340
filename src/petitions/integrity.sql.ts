import type { Statement } from '../platform/database/database.js';

/** The number and its denominators for petition $1, in one snapshot; set aside before the UTC day $2. */
export const readIntegrity: Statement = {
  name: 'petitions.read_integrity',
  text: `
  select coalesce(c.confirmed, 0)::int as confirmed, coalesce(c.pending, 0)::int as waiting, coalesce(r.confirmed, 0)::int as "takenBack",
         coalesce(r.pending, 0)::int as "neverConfirmed",
         (select count(*)::int from signature where petition_id = $1 and shadow_rule is not null
          and shadowed_at < ($2::date)::timestamp at time zone 'UTC') as "setAside",
         (select count(*)::int from signature where petition_id = $1 and import_id is not null and shadow_rule is null) as imported
  from (
    select sum(confirmed) as confirmed, sum(pending) as pending from (
      select confirmed, pending from count_total where petition_id = $1
      union all select confirmed, pending from count_delta where petition_id = $1
    ) u
  ) c cross join (select sum(confirmed) as confirmed, sum(pending) as pending from signature_removal where petition_id = $1) r`,
};
