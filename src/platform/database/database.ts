import type { OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.js';
import { currentWork } from '../tracing/current-work.js';
import type { DatabaseAccess } from './connections/access.js';
import { poolOf } from './connections/connect.js';
import { Hosts, mayWriteSql } from './connections/hosts.js';
import { checkSession, startupOf, type SessionRules } from './connections/session.js';
import { isConnectionLost, isTransient } from './sqlstate.js';
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
  /** One dedicated connection for each way to the server. */
  private readonly readiness: pg.Pool[];

  constructor(readonly options: DatabaseOptions) {
    const { url, directUrl, role, pooled } = options.access;
    const direct = new Hosts(directUrl);
    const rows = directUrl === url ? direct : new Hosts(url);
    const pool = (hosts: Hosts, rules: SessionRules, max: number, more: readonly string[] = []): pg.Pool => {
      const made = poolOf(hosts, { ...startupOf(rules, more), max }, (client) => checkSession(client, rules));
      options.watch?.watch(made);
      return made;
    };
    const lane = (rowConnections: number, statements: number): Lane => {
      const own = pool(rows, { role, pooled }, rowConnections);
      return {
        pool: own,
        statements: pool(direct, { role, pooled: false }, statements, statementSettings),
        prisma: new PrismaClient({ adapter: new PrismaPg(own) }),
      };
    };
    const deskRows = Math.max(2, Math.floor(options.poolSize / 4));
    this.main = lane(Math.max(2, options.poolSize - deskRows), statementConnections);
    this.desk = lane(deskRows, deskStatementConnections);
    this.sessions = pooled ? pool(direct, { role, pooled: false }, sessionConnections) : this.main.pool;
    this.readiness = [...new Set([rows, direct])].map((hosts) =>
      poolOf(hosts, { max: 1, connectionTimeoutMillis: readinessMilliseconds, query_timeout: readinessMilliseconds }),
    );
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
    const answers = await Promise.all(
      this.readiness.map((pool) => pool.query<{ writable: boolean }>(`select ${mayWriteSql} as writable`)),
    ).catch(() => []);
    return answers.length > 0 && answers.every(({ rows }) => rows[0]?.writable ?? false);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    if (this.main.pool.ended) return;
    const { main, desk, sessions, readiness } = this;
    await Promise.all([main.prisma.$disconnect(), desk.prisma.$disconnect()]);
    const pools = new Set([main.pool, main.statements, desk.pool, desk.statements, sessions, ...readiness]);
    await Promise.all([...pools].map((pool) => pool.end()));
  }

  private get lane(): Lane {
    return currentWork.get()?.desk ? this.desk : this.main;
  }
}
