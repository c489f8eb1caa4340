import type { IncomingMessage } from 'node:http';

const names = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a request comes from the mailbox's own page or from no page at all. The mails hold links that act, so another website that is open
 * in a browser on this machine gets no answer: neither as itself (Origin) nor under a name of its own that leads here (Host).
 */
export function isOwn({ headers: { host = '', origin }, socket: { localPort = 0 } }: IncomingMessage): boolean {
  const hosts = names.flatMap((name) => [`${name}:${localPort}`, ...(localPort === 80 ? [name] : [])]);
  return (
    hosts.includes(host.toLowerCase()) && (origin === undefined || hosts.some((own) => origin === `http://${own}`))
  );
}
