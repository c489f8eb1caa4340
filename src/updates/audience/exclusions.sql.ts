import type { RetentionStatements } from '../../platform/database/retention.js';
import type { Statement } from '../../platform/database/database.js';

/** Adds people to a list; who is on it already stays. $1 list, $2 keys of mailboxes */
export const addExcluded: Statement = {
  name: 'updates.add_excluded',
  idempotent: true,
  text: `
  insert into update_exclusion (list_id, email_key) select $1::uuid, key from unnest($2::bytea[]) as k(key)
  on conflict (list_id, email_key) do nothing`,
};

/** Lists that no mailing needs any more: without its list, a mailing that is still to come would leave nobody out. */
const overdue = `
  select l.id from update_exclusion_list l
  where l.created_at < $1 and not exists (
    select from update_mailing m where m.audience ->> 'excluded' = l.id::text and m.finished_at is null
  )`;

/** First the people of a list, then the list without people. */
export const excludedPeople: RetentionStatements = {
  count: {
    name: 'updates.count_excluded',
    text: `select count(*)::int as n from update_exclusion where list_id = any(array(${overdue}))`,
  },
  apply: {
    name: 'updates.forget_excluded',
    text: `
    with due as (${overdue}),
    gone as (
      delete from update_exclusion where (list_id, email_key) = any(
        select x.list_id, x.email_key from update_exclusion x where x.list_id = any(array(select id from due)) limit $2::int
      ) returning 1
    ),
    lists as (
      delete from update_exclusion_list where id = any(array(select id from due))
        and not exists (select from update_exclusion x where x.list_id = update_exclusion_list.id) returning 1
    )
    select ((select count(*) from gone) + (select count(*) from lists))::int as n`,
  },
};
