import type { RetentionStatements } from '../../platform/database/retention.js';

/** Recipients of mailings that ended before $1. The sums outlive them. */
const old = `update_id = any(array(select m.update_id from update_mailing m where m.finished_at < $1 and m.state in ('done', 'cancelled', 'expired')))`;

export const oldRecipients: RetentionStatements = {
  count: { name: 'updates.count_old_recipients', text: `select count(*)::int as n from update_recipient where ${old}` },
  apply: {
    name: 'updates.forget_old_recipients',
    text: `
    with overdue as (select update_id, supporter_id from update_recipient where ${old} order by update_id, supporter_id limit $2 for update skip locked),
    gone as (
      delete from update_recipient r using overdue o where r.update_id = o.update_id and r.supporter_id = o.supporter_id returning 1
    )
    select count(*)::int as n from gone`,
  },
};
