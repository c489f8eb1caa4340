import type { OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.js';
import { currentWork } from '../tracing/current-work.js';
import type { DatabaseAccess } from './connections/access.js';
import { poolOf } from './connections/connect.js';
import { Hosts } from './connections/hosts.js';
import { Probe } from './connections/probe.js';
import { checkSession, startupOf, type SessionRules } from './connections/session.js';
import { isConnectionLost, isDatabaseUnavailable, isTransient } from './sqlstate.js';
import { Standby } from './standby.js';
import type { StatementWatch } from './statement-watch.js';

/** A Prisma client inside or outside a transaction; the explicit first parameter of everything that writes. */
export type Tx = Prisma.TransactionClient;

/** One SQL statement with a stable name, prepared once per connection. */
export interface Statement {
  name: string;
  text: string;
  /** Done twice it does no harm; so it is repeated when the connection breaks and nobody knows whether it was done. */
  idempotent?: true;
}

/**
 * Prepared statements are planned once per connection, because planning a large one takes longer than running it. The plan may be made while the
 * tables are empty, when a sequential scan looks cheap; sequential scans are therefore disabled, and every such statement must reach its rows through
 * an index (`= any(array(…))` beside a join does that).
 */
const statementSettings = ['-c plan_cache_mode=force_generic_plan', '-c enable_seqscan=off'];

/** Batches are few and large; more connections would only make them smaller. */
const statementConnections = 6;
/** For the lane of staff pages; it has few statements. */
const deskStatementConnections = 2;
/** Jobs, exports and imports, where rows go through a pooler. */
const sessionConnections = 12;
/** After this long no response can come any more: the server gives up at thirty seconds, so the connection is dead. */
const answerMilliseconds = 35_000;
/** Pages are rendered once a second at most. */
const standbyConnections = 4;
const readinessMilliseconds = 2_000;
/** A pooler or proxy has noticed by then, too. */
const reconnectMilliseconds = 250;

export interface DatabaseOptions {
  access: DatabaseAccess;
  poolSize: number;
  /** Times the statements. */
  watch?: StatementWatch;
}

/** Connections that never wait for those of another lane. */
interface Lane {
  pool: pg.Pool;
  statements: pg.Pool;
  prisma: PrismaClient;
}

/**
 * The only access to PostgreSQL: Prisma for single rows (over `pool`), `run` for prepared set statements, `direct` for COPY and jobs. Requests of staff
 * and of API clients have a lane of their own, with a quarter of the connections: however expensive they are, the public form keeps working.
 */
export class Database implements OnApplicationShutdown {
  private readonly main: Lane;
  private readonly desk: Lane;
  /** Sessions of one's own; the pool for rows where no pooler stands before the server. */
  private readonly sessions: pg.Pool;
  private readonly readiness: Probe;
  private readonly reader: Lane | undefined;
  /** Where public pages are read, as long as it keeps up; undefined: there is none. */
  readonly standby: Standby | undefined;
  private readonly hosts: Hosts[];
  private readonly clients = new Set<pg.PoolClient>();

  constructor(readonly options: DatabaseOptions) {
    const { url, directUrl, role, pooled } = options.access;
    const direct = new Hosts(directUrl);
    const rows = directUrl === url ? direct : new Hosts(url);
    const pool = (hosts: Hosts, rules: SessionRules, max: number, more: readonly string[] = []): pg.Pool => {
      const made = poolOf(hosts, { ...startupOf(rules, more), max }, (client) => checkSession(client, rules));
      options.watch?.watch(made);
      made.on('connect', (client) => this.clients.add(client));
      made.on('remove', (client) => this.clients.delete(client));
      return made;
    };
    const lane = (rowConnections: number, statements: number, from = rows, to = direct): Lane => {
      const own = pool(from, { role, pooled: pooled && from === rows }, rowConnections);
      return {
        pool: own,
        statements: pool(to, { role, pooled: false }, statements, statementSettings),
        prisma: new PrismaClient({ adapter: new PrismaPg(own) }),
      };
    };
    const deskRows = Math.max(2, Math.floor(options.poolSize / 4));
    this.main = lane(Math.max(2, options.poolSize - deskRows), statementConnections);
    this.desk = lane(deskRows, deskStatementConnections);
    this.sessions = pooled ? pool(direct, { role, pooled: false }, sessionConnections) : this.main.pool;
    if (options.access.replicaUrl !== undefined) {
      const replica = new Hosts(options.access.replicaUrl);
      this.reader = lane(standbyConnections, standbyConnections, replica, replica);
      this.standby = new Standby(this.main.pool, this.reader.pool);
    }
    this.hosts = [...new Set([rows, direct])];
    this.readiness = new Probe(options.access, readinessMilliseconds);
  }

  /** For connections that are held over several statements outside a transaction, and for whatever else no pooler carries. */
  get direct(): pg.Pool {
    return this.sessions === this.main.pool ? this.lane.pool : this.sessions;
  }

  get pool(): pg.Pool {
    return this.lane.pool;
  }

  get prisma(): PrismaClient {
    return this.lane.prisma;
  }

  /** Runs a prepared statement in its own transaction; repeats it when PostgreSQL asks for that (deadlock), and once over a new connection. */
  async run<Row extends pg.QueryResultRow>({ name, text, idempotent }: Statement, values: unknown[]): Promise<Row[]> {
    const query = { name, text, values, query_timeout: answerMilliseconds };
    let mayReconnect = idempotent ?? false;
    for (let attempt = 1; ; attempt++) {
      try {
        return (await this.lane.statements.query<Row>(query)).rows;
      } catch (error) {
        if (mayReconnect && isConnectionLost(error)) {
          mayReconnect = false;
          await new Promise((resolve) => setTimeout(resolve, reconnectMilliseconds));
        } else if (attempt >= 5 || !isTransient(error)) throw error;
      }
    }
  }

  /** The same for a statement that may take minutes. */
  async runLong<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[]): Promise<Row[]> {
    const client = await this.pool.connect();
    try {
      await client.query('begin; set local statement_timeout = 0');
      // Without a name: behind a pooler another session may have prepared it.
      const { rows } = await client.query<Row>({ text: statement.text, values });
      await client.query('commit');
      client.release();
      return rows;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Several writes as one transaction. */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.prisma.$transaction(work, { timeout: 20_000, maxWait: 5_000 });
  }

  /** A transaction on a connection of its own, for statements that Prisma cannot send, such as arrays of bytes. */
  async session<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.direct.connect();
    let isSound = false;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      isSound = true;
      return result;
    } finally {
      // The server undoes what a closed connection had begun.
      client.release(!isSound);
    }
  }

  /**
   * Does what only reads at the standby, if there is one that has everything written before `since` (milliseconds), otherwise at the primary; there
   * too when the standby fails meanwhile.
   */
  async reading<Result>(since: number, read: () => Promise<Result>): Promise<Result> {
    if (!this.standby?.has(since)) return read();
    try {
      return await this.standby.within(read);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      this.standby.doubt();
      return read();
    }
  }

  /** Connections of each pool: total, idle, and requests waiting for one. */
  connections(): { pool: string; open: number; idle: number; waiting: number }[] {
    const figures = (pool: string, { totalCount: open, idleCount: idle, waitingCount: waiting }: pg.Pool) => ({
      pool,
      open,
      idle,
      waiting,
    });
    const { main, desk } = this;
    return [
      figures('rows', main.pool),
      figures('statements', main.statements),
      figures('desk_rows', desk.pool),
      figures('desk_statements', desk.statements),
    ];
  }

  /** Whether the database responds within two seconds and accepts writes: a standby, or a primary that was demoted, does not. */
  async isWritable(): Promise<boolean> {
    return (await this.readiness.look()) === 'writable';
  }

  /** The database has fallen silent: what waits for it fails now, and nothing new waits until `resume`. */
  giveUp(): void {
    for (const hosts of this.hosts) hosts.isAway = true;
    for (const { connection } of this.clients as Set<pg.PoolClient & { connection: pg.Connection }>)
      connection.stream.destroy();
  }

  resume(): void {
    for (const hosts of this.hosts) hosts.isAway = false;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    if (this.main.pool.ended) return;
    const { main, desk, sessions, readiness } = this;
    this.standby?.stop();
    const lanes = [main, desk, ...(this.reader ? [this.reader] : [])];
    await Promise.all(lanes.map(({ prisma }) => prisma.$disconnect()));
    const pools = new Set([...lanes.flatMap(({ pool, statements }) => [pool, statements]), sessions]);
    await Promise.all([...pools, readiness].map((pool) => pool.end()));
  }

  private get lane(): Lane {
    const work = currentWork.get();
    if (work?.standby && this.reader) return this.reader;
    return work?.desk ? this.desk : this.main;
  }
}
