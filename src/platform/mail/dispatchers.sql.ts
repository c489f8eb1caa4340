import { advisoryLockSpaces } from '../database/advisory-locks.js';
import type { Statement } from '../database/database.js';

/** Seconds without a word from a dispatcher after which it is dead: without its advisory lock, and with it. */
const deadSeconds = { unlocked: 10, locked: 30 };

/** Records that dispatcher $1 is alive. The database's clock counts, so that processes with wrong clocks agree. */
export const beatOfDispatcher: Statement = {
  name: 'mail.beat',
  idempotent: true,
  text: `
  with gone as (delete from mail_dispatcher where beat_at < now() - interval '1 day' returning 1)
  insert into mail_dispatcher (number, beat_at) values ($1, now()) on conflict (number) do update set beat_at = excluded.beat_at`,
};

/**
 * Numbers of the dispatchers that are alive. Every restart and failover of the database releases all locks at once, so a missing lock proves nothing; it
 * only shortens the wait.
 */
export const livingDispatchers = `
    select number from mail_dispatcher where beat_at > now() - interval '${deadSeconds.unlocked} seconds'
    union all
    select d.number from mail_dispatcher d join pg_locks l on l.objid::int8 = d.number
    where d.beat_at > now() - interval '${deadSeconds.locked} seconds'
      and l.locktype = 'advisory' and l.classid = ${advisoryLockSpaces.dispatcher} and l.objsubid = 2 and l.granted
      and l.database = (select oid from pg_database where datname = current_database())`;
