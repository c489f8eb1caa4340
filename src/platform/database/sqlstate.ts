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

/** 08: the connection; 53: out of disk, memory or connections. */
const unavailableClasses = ['08', '53'];
/** Shutting down or starting up, demoted to a standby, or too busy to respond in time. */
const unavailableStates: string[] = [
  sqlstate.adminShutdown,
  sqlstate.crashShutdown,
  sqlstate.cannotConnectNow,
  sqlstate.readOnlyTransaction,
  sqlstate.queryCanceled,
  sqlstate.lockNotAvailable,
];

const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
const unavailableKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
const driverSentences = [
  'Connection terminated',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end',
];

/** The SQLSTATE of an error of `pg` or Prisma, wherever it is wrapped, or null. */
export function sqlstateOf(error: unknown): string | null {
  for (const layer of layersOf(error)) {
    for (const code of [layer.code, layer.originalCode])
      if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code;
  }
  return null;
}

/** True when the database does not respond or has just become unavailable: worth a 503 and a retry, the request is not at fault. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const state = sqlstateOf(error);
  if (state !== null && (unavailableClasses.includes(state.slice(0, 2)) || unavailableStates.includes(state)))
    return true;
  return layersOf(error).some(
    (layer) =>
      networkCodes.has(String(layer.code)) ||
      layer.code === 'P1001' ||
      layer.code === 'P1017' ||
      layer.code === 'P2024' ||
      layer.code === 'database.session' ||
      unavailableKinds.has(String(layer.kind)) ||
      driverSentences.some((sentence) => String(layer.message).startsWith(sentence)),
  );
}

/** True for an error after which the same transaction is worth repeating at once. */
export const isTransient = (error: unknown): boolean =>
  [sqlstate.deadlockDetected, sqlstate.serializationFailure].some((code) => code === sqlstateOf(error));

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
