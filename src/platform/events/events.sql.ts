import type { Statement, Tx } from '../database/database.js';

/**
 * A common table expression that appends events, for statements of other rooms that must tell of a deed in its own transaction. While nobody
 * listens it is one look at an empty table, and its query is not run.
 * @param from a query with the columns type, subject_kind, subject_id, data (jsonb); rows of one subject in their order
 * @param at an SQL expression
 */
export const appendingEvents = (from: string, at: string): string => `
  insert into event (type, subject_kind, subject_id, at, data)
  select type, subject_kind, subject_id, ${at}, data from (${from}) as e
  where exists (select from event_listener)
  returning 1`;

/** The same for deeds that are written row by row. @param events a JSON list of {type, subject_kind, subject_id, data} */
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
 * Hands over at most `limit` events that nobody has taken yet, for a statement that copies them. The caller holds a lock, so that a later event
 * is never handed over before an earlier one that was there to be seen.
 */
export const hearingEvents = (limit: string): string => `
  update event set heard = true where seq = any(array(select seq from event where not heard order by seq limit ${limit})) and not heard
  returning seq, id, type, subject_id`;

/** Events of before a moment, for the rule that forgets them. $1 everything older than this, $2 how many at once */
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
