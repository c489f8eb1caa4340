import type { IncomingMessage } from 'node:http';

/**
 * The cookie of a staff session. `__Host-` makes browsers insist on Secure, Path=/ and no Domain. They treat localhost as secure, so it works there
 * without TLS.
 */
export const staffCookie = '__Host-demarche';

/** Whether a request claims to come from staff. Proves nothing: the session decides. */
export const claimsStaff = ({ headers }: IncomingMessage): boolean =>
  headers.cookie?.includes(`${staffCookie}=`) ?? false;
