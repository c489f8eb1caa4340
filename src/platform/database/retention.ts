import type { Statement } from './database.js';

/** How a room forgets one kind of rows: `count` ($1 everything older than this) changes nothing, `apply` deals with at most $2 of them and answers how many (n). */
export interface RetentionStatements {
  count: Statement;
  apply: Statement;
}
