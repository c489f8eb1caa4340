import { isIP } from 'node:net';

/** Whether a host is this machine, so that nothing can be read in transit. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(name) === 4) return name.startsWith('127.');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1';
}

/**
 * Whether a plain scheme (smtp://, imap://) must be upgraded with STARTTLS before anything is said: emails carry links that act, and the login
 * carries a password. Otherwise a server in between could simply omit STARTTLS.
 */
export const needsEncryption = (url: string, allowed: 'required' | 'off'): boolean =>
  allowed === 'required' && !isLoopback(new URL(url).hostname);
