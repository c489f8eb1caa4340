import type { Statement } from '../platform/database/database.js';

const midnight = `($2::date)::timestamp at time zone 'UTC'`;

/**
 * The number and its denominators for petition $1. All exclusions are as of the beginning of the UTC day $2, and doubted sign-ups are pending like
 * the rest: a figure that moved with a sign-up would reveal whether its mailbox had signed before, or that the sign-up was noticed.
 */
export const readIntegrity: Statement = {
  name: 'petitions.read_integrity',
  text: `
  select coalesce(c.confirmed, 0)::int as confirmed, coalesce(r.confirmed, 0)::int as "takenBack", coalesce(r.pending, 0)::int as "neverConfirmed",
         (select count(*)::int from signature where petition_id = $1 and status = 'pending' and signed_at < ${midnight}) as waiting,
         (select count(*)::int from signature where petition_id = $1 and shadow_rule is not null and status = 'confirmed' and shadowed_at < ${midnight}) as "setAside",
         (select count(*)::int from signature where petition_id = $1 and import_id is not null and shadow_rule is null) as imported
  from (
    select sum(confirmed) as confirmed from (
      select confirmed from count_total where petition_id = $1
      union all select confirmed from count_delta where petition_id = $1
    ) u
  ) c cross join (select sum(confirmed) as confirmed, sum(pending) as pending from signature_removal where petition_id = $1 and day < $2::date) r`,
};
