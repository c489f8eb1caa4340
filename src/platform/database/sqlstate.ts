/** Names for the PostgreSQL error codes we react to. */
export const sqlstate = {
  uniqueViolation: '23505',
  deadlockDetected: '40P01',
  serializationFailure: '40001',
  tooManyConnections: '53300',
  readOnlyTransaction: '25006',
  lockNotAvailable: '55P03',
  insufficientPrivilege: '42501',
  queryCanceled: '57014',
  adminShutdown: '57P01',
  crashShutdown: '57P02',
  cannotConnectNow: '57P03',
  databaseDropped: '57P04',
} as const;

/** What becomes of a statement when the database cannot do it now. */
export type Failure =
  /** The connection broke or was never made: the statement may have been done, or not. */
  | 'lost'
  | 'shutting down'
  /** A standby, or a primary that was demoted. */
  | 'read-only'
  | 'too many connections'
  | 'out of disk or memory'
  | 'deadlock'
  | 'serialization'
  | 'time-out'
  /** The sessions of this process have the wrong rights or time limits. */
  | 'session';

const ofState: Record<string, Failure> = {
  [sqlstate.deadlockDetected]: 'deadlock',
  [sqlstate.serializationFailure]: 'serialization',
  [sqlstate.tooManyConnections]: 'too many connections',
  [sqlstate.readOnlyTransaction]: 'read-only',
  [sqlstate.queryCanceled]: 'time-out',
  [sqlstate.lockNotAvailable]: 'time-out',
  [sqlstate.adminShutdown]: 'shutting down',
  [sqlstate.crashShutdown]: 'shutting down',
  [sqlstate.cannotConnectNow]: 'shutting down',
};
/** The first two characters of a SQLSTATE, where the rest makes no difference. */
const ofStateClass: Record<string, Failure> = { '08': 'lost', '53': 'out of disk or memory' };

const ofCode: Record<string, Failure> = {
  ECONNREFUSED: 'lost',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
  ETIMEDOUT: 'lost',
  ENOTFOUND: 'lost',
  EAI_AGAIN: 'lost',
  EHOSTUNREACH: 'lost',
  ENETUNREACH: 'lost',
  P1001: 'lost',
  P1017: 'lost',
  P2024: 'too many connections',
  'database.session': 'session',
};

/** Of Prisma's adapter. */
const ofKind: Record<string, Failure> = {
  DatabaseNotReachable: 'lost',
  ConnectionClosed: 'lost',
  SocketTimeout: 'lost',
  TooManyConnections: 'too many connections',
};

/** What the driver says without a code. */
const ofSentence: readonly [beginning: string, Failure][] = [
  ['Connection terminated', 'lost'],
  ['Query read timeout', 'time-out'],
  ['timeout exceeded when trying to connect', 'too many connections'],
  ['Client has encountered a connection error', 'lost'],
  ['Client was closed and is not queryable', 'lost'],
  ['Cannot use a pool after calling end', 'lost'],
  ['server login has been failing', 'lost'],
  ['query_wait_timeout', 'too many connections'],
];

/** The SQLSTATE of an error of `pg` or Prisma, wherever it is wrapped, or null. */
export function sqlstateOf(error: unknown): string | null {
  for (const layer of layersOf(error)) {
    for (const code of [layer.code, layer.originalCode])
      if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code;
  }
  return null;
}

/** The class of a failure that is the database's and not the request's; null: another error. */
export function failureOf(error: unknown): Failure | null {
  const state = sqlstateOf(error) ?? '';
  const known = ofState[state] ?? ofStateClass[state.slice(0, 2)];
  if (known !== undefined) return known;
  for (const { code, kind, message } of layersOf(error)) {
    const found =
      ofCode[String(code)] ??
      ofKind[String(kind)] ??
      ofSentence.find(([beginning]) => String(message).startsWith(beginning))?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

const againAtOnce: (Failure | null)[] = ['deadlock', 'serialization'];
const againElsewhere: (Failure | null)[] = ['lost', 'shutting down', 'read-only'];

/** True for an error after which the same transaction is worth repeating at once. */
export const isTransient = (error: unknown): boolean => againAtOnce.includes(failureOf(error));

/** True when a new connection may lead to a server that does it. The statement may have been done already: only for what may be done twice. */
export const isConnectionLost = (error: unknown): boolean => againElsewhere.includes(failureOf(error));

/** True when there was no answer in time, not even a refusal. */
export const isSilence = (error: unknown): boolean =>
  [...layersOf(error)].some(
    ({ code, message }) => code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || /time-?out/i.test(String(message)),
  );

/** True when the database does not respond or has just become unavailable: worth a 503 and a retry, the request is not at fault. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const failure = failureOf(error);
  return failure !== null && !againAtOnce.includes(failure);
}

/** True for an error that the values of one row can cause: bad data (class 22) or a violated constraint (class 23). */
export const isDataFault = (error: unknown): boolean => /^2[23]/.test(sqlstateOf(error) ?? '');

function layersOf(error: unknown): Record<string, unknown>[] {
  const layers: Record<string, unknown>[] = [];
  let queue: unknown[] = [error];
  while (queue.length > 0 && layers.length < 20) {
    const objects = queue.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null);
    layers.push(...objects);
    queue = objects.flatMap((item) => [
      item.cause,
      (item.meta as Record<string, unknown> | undefined)?.driverAdapterError,
    ]);
  }
  return layers;
}
