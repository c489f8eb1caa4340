import type { Statement } from '../database/database.js';

/**
 * Adds counts: $1 keys, $2 how many, $3 when a window that begins with them would end, $4 now. Returns the totals. In the order of the keys, so that
 * processes never wait for each other in a circle.
 */
export const addRates: Statement = {
  name: 'platform.add_rates',
  text: `
  insert into rate_count as r (key, n, ends_at)
  select * from unnest($1::bytea[], $2::int[], $3::timestamptz[]) order by 1
  on conflict (key) do update set
    n = case when r.ends_at <= $4 then excluded.n else r.n + excluded.n end,
    ends_at = case when r.ends_at <= $4 then excluded.ends_at else r.ends_at end
  returning key, n, ends_at as "endsAt"`,
};

/** Deletes what has ended: $1 now. */
export const forgetRates: Statement = {
  name: 'platform.forget_rates',
  text: 'delete from rate_count where ends_at <= $1',
  idempotent: true,
};
