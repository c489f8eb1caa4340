import type pg from 'pg';
import type { Tx } from './database.js';

export interface Standby {
  /** PostgreSQL's word: `sync`, `quorum`, `potential` or `async`. */
  state: string;
  /** Seconds by which what it shows is behind; null when it has caught up or does not say. */
  lagSeconds: number | null;
}

/** The standbys that are connected to the server. */
export const standbysOf = (tx: Tx) => tx.$queryRaw<Standby[]>`
  select sync_state as state, extract(epoch from replay_lag)::float8 as "lagSeconds" from pg_stat_replication order by application_name`;

/** Whether the server waits for a standby before it acknowledges a commit. */
export const waitsForStandby = (tx: Tx) => tx.$queryRaw<{ waits: boolean }[]>`
  select current_setting('synchronous_standby_names') <> '' and current_setting('synchronous_commit') not in ('off', 'local') as waits`;

/** Whether the server that is connected to is a standby. */
export async function isStandby(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
  return rows[0]?.standby ?? false;
}
