import type { Tx } from './database.js';

/** How far the given instant lies from the database's clock, in seconds, and the server's version. */
export const clockOffset = (tx: Tx, now: Date) => tx.$queryRaw<{ seconds: number; version: string }[]>`
  select extract(epoch from clock_timestamp() - ${now}::timestamptz)::float8 as seconds, current_setting('server_version') as version`;
