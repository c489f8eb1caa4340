import { StartupProblem } from '../../errors.js';
import { NoWritableServer } from './hosts.js';

const certificateFaults = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Why a first connection failed, in a sentence for the operator. The error's own message may quote the address, and with it a password. */
export function unreachable(error: unknown): StartupProblem {
  return new StartupProblem(sentence(error), 'database.unavailable', { cause: error });
}

function sentence(error: unknown): string {
  const { code, name, message } = (error ?? {}) as { code?: unknown; name?: unknown; message?: unknown };
  const isLate = typeof message === 'string' && /time-?out/i.test(message);
  const reason =
    typeof code === 'string' ? code : isLate ? 'no answer in time' : typeof name === 'string' ? name : 'no answer';
  if (error instanceof NoWritableServer)
    return 'No server of DATABASE_URL accepts writes: all are standbys or read-only. Promote one, or add the primary to the address.';
  if (certificateFaults.has(reason))
    return `The certificate of the database server is not accepted (${reason}). Set sslrootcert in DATABASE_URL to the file of the authority that issued it; the host must be the one it was issued for.`;
  if (reason === 'ENOENT')
    return 'A certificate file named in DATABASE_URL (sslrootcert, sslcert, sslkey) does not exist.';
  if (message === 'The server does not support SSL connections')
    return 'The database server offers no TLS, and DATABASE_URL demands it (sslmode).';
  return `The database does not respond (${reason}). Check DATABASE_URL: host, port, user, password, database.`;
}
