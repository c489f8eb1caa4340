import type { Tx } from '../database/database.js';

/** Adds a job in the caller's transaction, so that it exists exactly if the caller's change does. */
export const addJob = (tx: Tx, name: string, payload: string, attempts: number, key: string | null, runAt: Date | null) => tx.$executeRaw`
  select enqueue_job(${name}, ${payload}::json, ${attempts}::int, ${key}::text, ${runAt}::timestamptz)`;
