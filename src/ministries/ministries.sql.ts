import type { Tx } from '../platform/database/database.js';
import { advisoryLocks, advisoryLockSpaces } from '../platform/database/advisory-locks.js';

/** One change of a ministry's channels, holders and decision at a time, until the transaction ends. */
export const lockMinistry = (tx: Tx, iso: string) =>
  tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLockSpaces.ministry}::int, hashtext(${iso}))`;

/** One process loads the reference at a time. */
export const lockMinistryReference = (tx: Tx) => tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.ministryReference}::bigint)`;
