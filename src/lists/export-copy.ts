import type { Readable } from 'node:stream';
import { to as copyTo } from 'pg-copy-streams';
import type { Database } from '../platform/database/database.js';
import { awaitWithdrawals, backendPid, beginExport, lockNumber } from './export.sql.js';

/** A COPY in progress on its own connection. */
export interface RunningCopy {
  source: Readable;
  /** The server process, for pg_stat_progress_copy. */
  pid: number;
  /** After the last byte: the number of rows counted by the server. The transaction stays open until `release`. */
  rows: () => Promise<number>;
  /** Returns the connection to the pool. Before the end of the data it is closed instead, which makes the server stop. */
  release: () => Promise<void>;
}

/** Starts a COPY … TO STDOUT whose transaction holds the export's lock. The export is already recorded as running. */
export async function startCopy(
  database: Database,
  exportId: string,
  petitionId: string,
  statement: string,
): Promise<RunningCopy> {
  const client = await database.direct.connect();
  try {
    const { rows: locks } = await client.query<{ lock: number }>({ ...lockNumber, values: [exportId] });
    await client.query(awaitWithdrawals, [petitionId]);
    await client.query(beginExport(locks[0]?.lock ?? 0));
    const { rows: backends } = await client.query<{ pid: number }>(backendPid);
    const source = client.query(copyTo(statement));
    let complete = false;
    const rows = async (): Promise<number> => {
      await client.query(backendPid);
      complete = true;
      return source.rowCount;
    };
    const release = async (): Promise<void> => {
      if (complete) await client.query('commit').catch(() => (complete = false));
      client.release(!complete);
    };
    return { source, pid: backends[0]?.pid ?? 0, rows, release };
  } catch (error) {
    client.release(true);
    throw error;
  }
}
