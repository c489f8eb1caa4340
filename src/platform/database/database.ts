import type { OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.js';
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
 * Prepared statements are planned once per connection, because planning a large one takes longer than running it. That
 * plan may be made while the tables are empty, when reading them from end to end looks cheap; so that way is closed, and
 * every such statement names its rows by an index (`= any(array(…))` beside a join does that).
 */
const statementSettings = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off';

/** Batches are few and large; more connections would only make them smaller. */
const statementConnections = 6;

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** The database role to take after connecting; null: none. */
  role: string | null;
  /** Times the statements. */
  watch?: StatementWatch;
}

/**
 * The one door to PostgreSQL: Prisma for single rows (over `pool`), `run` for prepared set statements, `pool` itself for COPY.
 */
export class Database implements OnApplicationShutdown {
  readonly pool: pg.Pool;
  private readonly statements: pg.Pool;
  readonly prisma: PrismaClient;

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
    const role = options.role === null ? '' : `-c role=${options.role} `;
    this.pool = new pg.Pool({ ...shared, max: options.poolSize, ...(role && { options: role }) });
    this.statements = new pg.Pool({ ...shared, max: statementConnections, options: role + statementSettings });
    // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
    for (const pool of [this.pool, this.statements]) {
      pool.on('error', () => undefined);
      pool.on('connect', (client) => client.on('error', () => undefined));
      options.watch?.watch(pool);
    }
    this.prisma = new PrismaClient({ adapter: new PrismaPg(this.pool) });
  }

  /** Runs a prepared statement in its own transaction; repeats it when PostgreSQL asks for that (deadlock). */
  async run<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[]): Promise<Row[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await this.statements.query<Row>({ ...statement, values })).rows;
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

  /** Connections of both pools: how many there are, how many of them idle, and how many wait for one. */
  connections(): { pool: string; open: number; idle: number; waiting: number }[] {
    const figures = (pool: string, { totalCount: open, idleCount: idle, waitingCount: waiting }: pg.Pool) => ({
      pool,
      open,
      idle,
      waiting,
    });
    return [figures('rows', this.pool), figures('statements', this.statements)];
  }

  async isReachable(): Promise<boolean> {
    try {
      await this.pool.query('select 1');
      return true;
    } catch {
      return false;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    if (this.pool.ended) return;
    await this.prisma.$disconnect();
    await Promise.all([this.pool.end(), this.statements.end()]);
  }
}
