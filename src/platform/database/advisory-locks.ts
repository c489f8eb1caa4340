import type { Tx } from './database.js';

/**
 * The keys of all advisory locks, in one place so that no two locks collide. Any numbers will do; all processes on one database must agree on them.
 */
export const advisoryLocks = {
  /** Held while the database is brought to its newest version. */
  migration: 7_240_404,
  /** Held by the one process that serves from an embedded database, for as long as it runs. */
  dataFolder: 7_240_405,
  /** Held by a transaction that changes who owns the installation. */
  owners: 7_240_406,
  /** Held by a transaction with an audit entry while it commits (written as a number in the migration audit_chain). */
  auditChain: 7_240_407,
  /** Held by a transaction that decides which letter goes next. */
  letters: 7_240_408,
  /** Held by a transaction that loads the bundled ministries. */
  ministryReference: 7_240_409,
  /** Held by a transaction that hands events over to webhooks. */
  webhookEvents: 7_240_411,
  /** Held by a transaction that changes which webhooks are notified. */
  webhookEndpoints: 7_240_412,
  /** Held by a transaction that writes the privacy notice. */
  privacyNotice: 7_240_413,
  /** Held by a transaction that brings in a campaign from a file. */
  campaignFile: 7_240_414,
  /** Held by a transaction that claims recipients of updates: what a person got lately cannot change meanwhile. */
  updateClaims: 7_240_415,
  /** Held by a transaction that gives a petition its short name. */
  petitionSlugs: 7_240_420,
} as const;

/** First keys of two-part locks; the second key identifies the dispatcher, export, convention or ministry. */
export const advisoryLockSpaces = {
  dispatcher: 724_041,
  export: 724_042,
  ledger: 724_043,
  /** A petition whose signers withdraw (shared), and an export of it that begins (written as a number in the migration consents_and_exports). */
  withdrawals: 724_044,
  /** A ministry whose channels, office holders or contact decision change. */
  ministry: 724_045,
  /** One of our addresses while it accepts a message. */
  inboundAddress: 724_047,
  /** A mailbox being read. */
  inboundMailbox: 724_048,
  /** A State whose supporter letters are being compared. */
  personalLetters: 724_049,
  /** A petition that gets a version. */
  petitionVersions: 724_050,
} as const;

/** Waits for a lock and holds it until the transaction ends: what is checked under it stays true until the commit. */
export const lockUntilCommit = (tx: Tx, lock: keyof typeof advisoryLocks) =>
  tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks[lock]}::bigint)`;

/** The same for one of many: a ministry by its State, a convention by its code. */
export const lockOneUntilCommit = (tx: Tx, space: keyof typeof advisoryLockSpaces, one: string) =>
  tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLockSpaces[space]}::int, hashtext(${one}))`;
