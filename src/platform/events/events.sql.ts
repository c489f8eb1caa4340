import type { Statement, Tx } from '../database/database.js';

/**
 * A common table expression that appends events, for statements of other modules that must record an event in their own transaction. While nobody
 * listens it costs one look at an empty table, and its query is not run.
 * @param from a query with the columns type, subject_kind, subject_id, data (jsonb); rows of one subject in their order
 * @param at an SQL expression
 */
export const appendingEvents = (from: string, at: string): string => `
  insert into event (type, subject_kind, subject_id, at, data)
  select type, subject_kind, subject_id, ${at}, data from (${from}) as e
  where exists (select from event_listener)
  returning 1`;

/** The same for changes written row by row. @param events a JSON list of {type, subject_kind, subject_id, data} */
export const appendAll = (tx: Tx, at: Date, events: string) =>
  tx.$executeRawUnsafe(
    appendingEvents(
      `select * from jsonb_to_recordset($1::jsonb) as e(type text, subject_kind text, subject_id uuid, data jsonb)`,
      '$2::timestamptz',
    ),
    events,
    at,
  );

/**
 * Returns at most `limit` events that were not handed over yet, for a statement that copies them. The caller holds a lock, so that a later event is
 * never handed over before an earlier one that was already visible.
 */
export const hearingEvents = (limit: string): string => `
  update event set heard = true where seq = any(array(select seq from event where not heard order by seq limit ${limit})) and not heard
  returning seq, id, type, subject_kind, subject_id, data`;

/**
 * Assigns the next numbers to at most $2 unnumbered events. Numbers are assigned under the lock of the listener's row to visible events, so anyone
 * who has read up to a number has missed nothing before it. Returns the last number and how many were assigned. $1 listener
 */
export const numberEvents: Statement = {
  name: 'events.number',
  text: `
  with l as (select name, last_page_no from event_listener where name = $1 for update),
  fresh as (select seq, row_number() over (order by seq) as n from (
    select seq from event where page_no is null and exists (select from l) order by seq limit $2::int) e),
  numbered as (update event e set page_no = l.last_page_no + f.n from fresh f, l where e.seq = f.seq returning 1)
  update event_listener x set last_page_no = l.last_page_no + (select count(*) from numbered) from l where x.name = l.name
  returning x.since, x.last_page_no as "last", (select count(*)::int from numbered) as "numbered"`,
};

/** Condition of this session: every transaction that was open at $1 (the xid the next one would have got) has ended. */
export const openAt: Statement = {
  name: 'events.open_at',
  text: `select pg_snapshot_xmax(pg_current_snapshot())::text as "at"`,
};
export const endedSince: Statement = {
  name: 'events.ended_since',
  text: `select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as "ended"`,
};

/** Ends polling listeners that have not polled for long. $1 before when, $2 not used */
export const forgetListeners: { count: Statement; apply: Statement } = {
  count: { name: 'events.count_silent', text: `select count(*)::int as n from event_listener where asked_at < $1` },
  apply: {
    name: 'events.forget_silent',
    text: `
    with gone as (delete from event_listener where asked_at < $1 and $2::int > 0 returning 1) select count(*)::int as n from gone`,
  },
};

/** Events from before an instant, for the retention rule. $1 everything older than this, $2 how many at once */
export const forgetEvents: { count: Statement; apply: Statement } = {
  count: { name: 'events.count_old', text: `select count(*)::int as n from event where at < $1` },
  apply: {
    name: 'events.forget_old',
    text: `
    with gone as (
      delete from event where seq = any(array(select seq from event where at < $1 order by at limit $2 for update skip locked)) returning 1
    )
    select count(*)::int as n from gone`,
  },
};
