export interface PgBouncer {
  port: number;
  /** The address of a database through it, for one of its users. */
  url: (database: string, user: string) => string;
  kill: () => Promise<void>;
  /** After `kill`, on the same port again. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Whether PgBouncer is installed (Debian: `apt-get install pgbouncer`). Tests of it are skipped by name where it is not. */
export const hasPgBouncer: boolean;

/** @param server the address of the PostgreSQL server @param users who may come through, with their passwords */
export function startPgBouncer(
  server: string,
  mode: 'session' | 'transaction' | 'statement',
  users: Record<string, string>,
): Promise<PgBouncer>;
