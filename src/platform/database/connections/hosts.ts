import pg from 'pg';
import { sqlstate } from '../sqlstate.js';
import { serversOf } from '../../config/database-address.js';

/** Long enough for a server in another data centre, and short enough to ask again within the time that a request waits for a connection. */
const probeMilliseconds = 2_000;

/** No server of the address accepts writes; `code` is PostgreSQL's for a read-only transaction. */
export class NoWritableServer extends Error {
  readonly code = sqlstate.readOnlyTransaction;
  constructor() {
    super('No server of the database address accepts writes.');
  }
}

/** Whether this session may write: false on a standby, and on a primary that was demoted or made read-only. */
export const mayWriteSql = `not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off'`;

/**
 * Finds the server to connect to among those of an address, as libpq does with target_session_attrs, which `pg` does not know. One server is not
 * asked: whoever connects to it finds out.
 */
export class Hosts {
  private readonly servers: readonly string[];
  private known: string | undefined;
  private looking: Promise<string> | undefined;

  /** @param needs `write`: the primary; `any`: the first that responds, in the order of the address */
  constructor(
    address: string,
    private readonly needs: 'write' | 'any' = 'write',
  ) {
    this.servers = serversOf(address);
  }

  /** Any of them, for what all have in common: user, database, options. */
  get first(): string {
    return this.servers[0] ?? '';
  }

  get areSeveral(): boolean {
    return this.servers.length > 1;
  }

  /** @returns the address of one server @throws NoWritableServer, or the error of the last server when none responds */
  async find(): Promise<string> {
    if (!this.areSeveral) return this.first;
    if (this.known !== undefined) return this.known;
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    return this.looking;
  }

  /** The one that was found has failed, or accepts no writes any more: the next connection looks again. */
  doubt(): void {
    this.known = undefined;
  }

  private async look(): Promise<string> {
    const answers = await Promise.allSettled(this.servers.map((server) => this.isRight(server)));
    const found = this.servers[answers.findIndex((answer) => answer.status === 'fulfilled' && answer.value)];
    if (found !== undefined) return (this.known = found);
    if (answers.some(({ status }) => status === 'fulfilled')) throw new NoWritableServer();
    throw (answers.at(-1) as PromiseRejectedResult).reason;
  }

  private async isRight(server: string): Promise<boolean> {
    const client = new pg.Client({
      connectionString: server,
      connectionTimeoutMillis: probeMilliseconds,
      query_timeout: probeMilliseconds,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ right: boolean }>(
        `select ${this.needs === 'any' ? 'true' : mayWriteSql} as right`,
      );
      return rows[0]?.right ?? false;
    } finally {
      // A server that has stopped responding would not answer a farewell either.
      client.connection.stream.destroy();
    }
  }
}
