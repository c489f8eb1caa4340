import type { Statement } from '../platform/database/database.js';
import { enqueueing } from '../platform/mail/outbox.sql.js';
import { staffShadowRule } from './fraud.values.js';
import { hasMailLeft, spendingMails } from '../supporters/supporters.sql.js';

const day = `($3::timestamptz at time zone 'UTC')::date`;

/**
 * Queues the one reminder of each signature signed between $1 and $2 that is still pending, unless the mailbox has used up its daily allowance. One
 * per mailbox a pass; the others follow with the next. Doubted sign-ups cause no further email to strangers; ones quarantined by staff get a reminder
 * like every other.
 */
export const remindPending: Statement = {
  name: 'petitions.remind_pending',
  text: `
  with waiting as (
    select distinct on (g.supporter_id) g.id, g.supporter_id, g.locale
    from signature g
    where exists (select 1 from supporter s where s.id = g.supporter_id and ${hasMailLeft('s', day, '$4::int')})
      and g.status = 'pending' and g.reminded_at is null and g.signed_at >= $1 and g.signed_at < $2
      and (g.shadow_rule is null or g.shadow_rule = '${staffShadowRule}')
    order by g.supporter_id, g.id limit 1000
  ),
  spent as (${spendingMails('waiting', day, '$4::int')}),
  due as (
    update signature g set reminded_at = $3 from waiting w join spent on spent.id = w.supporter_id
    where g.id = w.id and g.id = any(array(select id from waiting)) and g.reminded_at is null and g.status = 'pending'
    returning g.id, g.locale, spent.domain
  ),
  mailed as (${enqueueing(
    `select gen_random_uuid() as id, 'petitions.reminder' as kind, due.id as subject_id, due.locale, due.domain, $3::timestamptz as created_at from due`,
  )})
  select id from due`,
};
