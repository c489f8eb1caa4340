import type { Tx } from '../database/database.js';

/** Adds a job in the caller's transaction, so that it exists exactly if the caller's change does. */
export const addJob = (tx: Tx, name: string, payload: string, attempts: number, key: string | null, runAt: Date | null) => tx.$executeRaw`
  select enqueue_job(${name}, ${payload}::json, ${attempts}::int, ${key}::text, ${runAt}::timestamptz)`;

export interface JobFigures {
  due: number;
  later: number;
  givenUp: number;
  /** For how long the one that waits longest has been due; null where none is. */
  oldestSeconds: number | null;
}

/** The queue holds what is not done, and what was given up. */
export const countJobs = (tx: Tx) => tx.$queryRaw<JobFigures[]>`
  select count(*) filter (where attempts < max_attempts and run_at <= now())::int as due,
    count(*) filter (where attempts < max_attempts and run_at > now())::int as later,
    count(*) filter (where attempts >= max_attempts)::int as "givenUp",
    extract(epoch from now() - min(run_at) filter (where attempts < max_attempts and run_at <= now() and locked_at is null))::float8 as "oldestSeconds"
  from graphile_worker._private_jobs`;
