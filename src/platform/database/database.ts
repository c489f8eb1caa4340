import type { OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.js';
import { currentWork } from '../tracing/current-work.js';
import { isTransient } from './sqlstate.js';
import type { StatementWatch } from './statement-watch.js';

/** A Prisma client inside or outside a transaction; the explicit first parameter of everything that writes. */
export type Tx = Prisma.TransactionClient;

/** One SQL statement with a stable name, prepared once per connection. */
export interface Statement {
  name: string;
  text: string;
}

/**
 * Prepared statements are planned once per connection, because planning a large one takes longer than running it. The plan may be made while the
 * tables are empty, when a sequential scan looks cheap; sequential scans are therefore disabled, and every such statement must reach its rows through
 * an index (`= any(array(…))` beside a join does that).
 */
const statementSettings = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off';

/** Batches are few and large; more connections would only make them smaller. */
const statementConnections = 6;
/** For the lane of staff pages; it has few statements. */
const deskStatementConnections = 2;
/** After this long no response can come any more: the server gives up at thirty seconds, so the connection is dead. */
const answerMilliseconds = 35_000;
const readinessMilliseconds = 2_000;

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** The database role to take after connecting; null: none. */
  role: string | null;
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
 * The only access to PostgreSQL: Prisma for single rows (over `pool`), `run` for prepared set statements, `pool` itself for COPY. Requests of staff
 * and of API clients have a lane of their own, with a quarter of the connections: however expensive they are, the public form keeps working.
 */
export class Database implements OnApplicationShutdown {
  private readonly main: Lane;
  private readonly desk: Lane;
  /** One dedicated connection. */
  private readonly readiness: pg.Pool;

  constructor(readonly options: DatabaseOptions) {
    const shared = {
      connectionString: options.url,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
      application_name: 'demarche',
    };
    const role = options.role === null ? '' : `-c role=${options.role}`;
    const watched = (pool: pg.Pool): pg.Pool => {
      options.watch?.watch(pool);
      return quietly(pool);
    };
    const lane = (rows: number, statements: number): Lane => {
      const pool = watched(new pg.Pool({ ...shared, max: rows, ...(role && { options: role }) }));
      return {
        pool,
        statements: watched(
          new pg.Pool({ ...shared, max: statements, options: `${role} ${statementSettings}`.trim() }),
        ),
        prisma: new PrismaClient({ adapter: new PrismaPg(pool) }),
      };
    };
    const deskRows = Math.max(2, Math.floor(options.poolSize / 4));
    this.main = lane(Math.max(2, options.poolSize - deskRows), statementConnections);
    this.desk = lane(deskRows, deskStatementConnections);
    this.readiness = quietly(
      new pg.Pool({
        ...shared,
        max: 1,
        connectionTimeoutMillis: readinessMilliseconds,
        query_timeout: readinessMilliseconds,
      }),
    );
  }

  get pool(): pg.Pool {
    return this.lane.pool;
  }

  get prisma(): PrismaClient {
    return this.lane.prisma;
  }

  /** Runs a prepared statement in its own transaction; repeats it when PostgreSQL asks for that (deadlock). */
  async run<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[]): Promise<Row[]> {
    const query = { ...statement, values, query_timeout: answerMilliseconds };
    for (let attempt = 1; ; attempt++) {
      try {
        return (await this.lane.statements.query<Row>(query)).rows;
      } catch (error) {
        if (attempt >= 5 || !isTransient(error)) throw error;
      }
    }
  }

  /** The same for a statement that may take minutes. */
  async runLong<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[]): Promise<Row[]> {
    const client = await this.pool.connect();
    try {
      await client.query('begin; set local statement_timeout = 0');
      const { rows } = await client.query<Row>({ ...statement, values });
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
    try {
      const { rows } = await this.readiness.query<{ writable: boolean }>(
        `select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' as writable`,
      );
      return rows[0]?.writable ?? false;
    } catch {
      return false;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    if (this.main.pool.ended) return;
    const { main, desk, readiness } = this;
    await Promise.all([main.prisma.$disconnect(), desk.prisma.$disconnect()]);
    await Promise.all([main.pool, main.statements, desk.pool, desk.statements, readiness].map((pool) => pool.end()));
  }

  private get lane(): Lane {
    return currentWork.get()?.desk ? this.desk : this.main;
  }
}

/** An idle connection that breaks is replaced at the next query; without a listener it would end the process. */
function quietly(pool: pg.Pool): pg.Pool {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
