import pg from 'pg';
import { sqlstate } from '../sqlstate.js';
import { serversOf } from '../../config/database-address.js';

/** As long as a request waits for a connection: a server that is not found by then helps nobody. */
const probeMilliseconds = 5_000;

/** No server of the address accepts writes; `code` is PostgreSQL's for a read-only transaction. */
export class NoWritableServer extends Error {
  readonly code = sqlstate.readOnlyTransaction;
  constructor() {
    super('No server of the database address accepts writes.');
  }
}

/** The server is known to have fallen silent; `code` is the system's for a connection that is not answered. */
export class ServerAway extends Error {
  readonly code = 'ETIMEDOUT';
  constructor() {
    super('The database does not respond.');
  }
}

/** Whether this session may write: false on a standby, and on a primary that was demoted or made read-only. */
export const mayWriteSql = `not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off'`;

/**
 * Finds the server to connect to among those of an address, as libpq does with target_session_attrs, which `pg` does not know. One server is not
 * asked: the connection itself shows what it is.
 */
export class Hosts {
  private readonly servers: readonly string[];
  private known: string | undefined;
  /** Nobody needs to wait for a connection to find out. */
  isAway = false;
  private looking: Promise<string> | undefined;

  constructor(address: string) {
    this.servers = serversOf(address);
  }

  /** Any of them, for what all have in common: user, database, options. */
  get first(): string {
    return this.servers[0] ?? '';
  }

  get areSeveral(): boolean {
    return this.servers.length > 1;
  }

  /** @returns the address of one server @throws NoWritableServer, ServerAway, or the error of the last server when none responds */
  async find(): Promise<string> {
    if (this.isAway) throw new ServerAway();
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
    const each = this.servers.map(async (server) => {
      if (await this.isWritable(server)) return server;
      throw new NoWritableServer();
    });
    try {
      return (this.known = await Promise.any(each));
    } catch (error) {
      const { errors } = error as AggregateError;
      throw errors.find((one) => one instanceof NoWritableServer) ?? errors.at(-1);
    }
  }

  private async isWritable(server: string): Promise<boolean> {
    const client = new pg.Client({
      connectionString: server,
      connectionTimeoutMillis: probeMilliseconds,
      query_timeout: probeMilliseconds,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ writable: boolean }>(`select ${mayWriteSql} as writable`);
      return rows[0]?.writable ?? false;
    } finally {
      // A server that has stopped responding would not answer a farewell either.
      client.connection.stream.destroy();
    }
  }
}
