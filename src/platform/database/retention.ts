import type { Statement } from './database.js';

/**
 * How a module deletes one kind of rows: `count` ($1 everything older than this) changes nothing, `apply` processes at most $2 of them and returns
 * how many (n).
 */
export interface RetentionStatements {
  count: Statement;
  apply: Statement;
}
