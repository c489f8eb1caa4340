import pg from 'pg';
import { connect } from './connect.js';

/** How a connection pooler shares its connections; null: none stands before the server. */
export type Pooling = 'session' | 'transaction' | 'statement' | null;

const backend = async (client: pg.Client): Promise<number> =>
  (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0;

/**
 * Recognises a pooler: at the start of a session the server tells the number of its process, and a pooler tells one of its own invention. Its mode
 * shows in whether a second session gets the process of the first, which is idle but not gone.
 * @throws the error of the connection
 */
export async function poolingAt(address: string): Promise<Pooling> {
  const one = await connect(address);
  try {
    const first = await backend(one);
    if ((one as unknown as { processID: number }).processID === first) return null;
    const other = await connect(address);
    try {
      await other.query('begin');
      const second = await backend(other);
      return second === first || (await backend(one)) !== first ? 'transaction' : 'session';
    } catch (error) {
      if (error instanceof pg.DatabaseError && /statement pooling/.test(error.message)) return 'statement';
      throw error;
    } finally {
      await other.end().catch(() => undefined);
    }
  } finally {
    await one.end().catch(() => undefined);
  }
}
