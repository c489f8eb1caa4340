import type { Statement, Tx } from '../database/database.js';

/** Adds a job in the caller's transaction, so that it exists if and only if the caller's change does. */
export const addJob = (
  tx: Tx,
  name: string,
  payload: string,
  attempts: number,
  key: string | null,
  runAt: Date | null,
) => tx.$executeRaw`
  select enqueue_job(${name}, ${payload}::json, ${attempts}::int, ${key}::text, ${runAt}::timestamptz)`;

export interface JobFigures {
  due: number;
  later: number;
  givenUp: number;
  /** For how long the oldest due job has been due; null where none is. */
  oldestSeconds: number | null;
}

/** Seconds between two heartbeats of a worker, and after which a worker without one is considered dead. */
export const beatSeconds = 15;
const deadSeconds = 45;

/**
 * Records that these workers are alive, deletes those that are not, and unlocks their jobs: the queue itself would wait four hours. The database's
 * clock is used throughout. Returns how many workers were found dead.
 */
export const beat: Statement = {
  name: 'jobs.beat',
  text: `
  with alive as (
    insert into job_worker (worker_id, beat_at) select id, now() from unnest($1::text[]) as w(id)
    on conflict (worker_id) do update set beat_at = excluded.beat_at returning worker_id
  ),
  gone as (delete from job_worker where beat_at < now() - interval '10 minutes' returning 1),
  dead as (
    select distinct j.locked_by from graphile_worker._private_jobs j
    where j.locked_at < now() - interval '${deadSeconds} seconds' and j.locked_by <> all($1::text[])
      and not exists (select 1 from job_worker w where w.worker_id = j.locked_by and w.beat_at > now() - interval '${deadSeconds} seconds')
  ),
  freed as (select graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead having count(*) > 0)
  select (select count(*)::int from dead) as dead, (select count(*) from freed) as freed, (select count(*) from alive) as alive`,
};

/**
 * Jobs that are not done, and jobs that failed permanently. One locked for a quarter of an hour counts as waiting too, because its worker is probably
 * dead.
 */
export const countJobs = (tx: Tx) => tx.$queryRaw<JobFigures[]>`
  select count(*) filter (where attempts < max_attempts and run_at <= now())::int as due,
    count(*) filter (where attempts < max_attempts and run_at > now())::int as later,
    count(*) filter (where attempts >= max_attempts)::int as "givenUp",
    extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at <= now() and (locked_at is null or locked_at < now() - interval '15 minutes')))::float8 as "oldestSeconds"
  from graphile_worker._private_jobs`;
