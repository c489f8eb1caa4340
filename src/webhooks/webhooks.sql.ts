import type { RetentionStatements } from '../platform/database/retention.js';
import type { Statement, Tx } from '../platform/database/database.js';
import { forgetEvents, hearingEvents } from '../platform/events/events.sql.js';
import { testType } from './webhooks.values.js';

/** A message that is due; its numbers as text, as the statement returns them. */
export interface DueDelivery {
  id: string;
  eventSeq: string;
  eventId: string;
  attempts: number;
}

/** The campaign of an event `e`: of its petition, by the short name it has or had, or of its letter. */
const campaignOf = `coalesce(
  (select p.campaign_id from petition p where p.slug = e.data ->> 'petition'),
  (select p.campaign_id from petition_slug s join petition p on p.id = s.petition_id where s.slug = e.data ->> 'petition'),
  (select r.campaign_id from letter l join letter_run r on r.id = l.run_id where e.subject_kind = 'letter' and l.id = e.subject_id))`;

/** Whether an event `e` is for endpoint `w`; a test is for the one it names, and events of the ledger are for all campaigns. */
const isFor = `((e.type = any(w.types) and (w.campaign_id is null or e.subject_kind = 'treaty_event' or w.campaign_id = ${campaignOf}))
  or (e.type = '${testType}' and e.subject_id = w.id))`;

/** Queues at most `limit` events for the subscribed endpoints, under the lock of the handover. Returns how many events there were. */
export const handOver = (tx: Tx, now: Date, limit: number) =>
  tx.$queryRawUnsafe<{ n: number }[]>(
    `with e as (${hearingEvents('$2::int')}),
    queued as (
      insert into webhook_delivery (endpoint_id, event_seq, event_id, type, subject_id, next_at, created_at)
      select w.id, e.seq, e.id, e.type, e.subject_id, $1::timestamptz, $1::timestamptz
      from e join webhook_endpoint w on w.status <> 'disabled' and ${isFor} order by e.seq
      on conflict (endpoint_id, event_seq) do nothing
    )
    select count(*)::int as n from e`,
    now,
    limit,
  );

/** Queues again what endpoint `id` was or should have been sent since an instant. Returns how many messages. */
export const replayEvents = (tx: Tx, id: string, since: Date, now: Date) =>
  tx.$queryRawUnsafe<{ n: number }[]>(
    `with queued as (
      insert into webhook_delivery as d (endpoint_id, event_seq, event_id, type, subject_id, next_at, created_at)
      select w.id, e.seq, e.id, e.type, e.subject_id, $3::timestamptz, $3::timestamptz
      from webhook_endpoint w join event e on e.at >= $2::timestamptz and e.heard and ${isFor} where w.id = $1::uuid order by e.seq
      on conflict (endpoint_id, event_seq) do update set status = 'queued', attempts = 0, next_at = $3::timestamptz, finished_at = null
      where d.status <> 'queued'
      returning 1
    )
    select count(*)::int as n from queued`,
    id,
    since,
    now,
  );

/** Active endpoints with messages that are due at $1. */
export const findBusyEndpoints: Statement = {
  name: 'webhooks.find_busy',
  text: `
  select w.id from webhook_endpoint w
  where w.status = 'active' and exists (select from webhook_delivery d where d.endpoint_id = w.id and d.status = 'queued' and d.next_at <= $1)
  order by w.id`,
};

/** At most $3 messages of endpoint $1 that are due at $2, oldest events first; one with an earlier open message of its subject waits for that. */
export const findDueDeliveries: Statement = {
  name: 'webhooks.find_due',
  text: `
  select d.id, d.event_seq as "eventSeq", d.event_id as "eventId", d.attempts from webhook_delivery d
  where d.endpoint_id = $1 and d.status = 'queued' and d.next_at <= $2
    and not exists (
      select from webhook_delivery o
      where o.endpoint_id = d.endpoint_id and o.subject_id = d.subject_id and o.status = 'queued' and o.event_seq < d.event_seq)
  order by d.event_seq limit $3::int`,
};

/** Messages queued before an instant, for the retention rule. */
export const forgetDeliveries: RetentionStatements = {
  count: { name: 'webhooks.count_old', text: `select count(*)::int as n from webhook_delivery where created_at < $1` },
  apply: {
    name: 'webhooks.forget_old',
    text: `
    with gone as (
      delete from webhook_delivery
      where id = any(array(select id from webhook_delivery where created_at < $1 order by created_at limit $2 for update skip locked))
      returning 1
    )
    select count(*)::int as n from gone`,
  },
};

/** Belongs to the platform, which has no rules of its own. */
export const forgetToldEvents = forgetEvents;
