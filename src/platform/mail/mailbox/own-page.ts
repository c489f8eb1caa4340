import type { IncomingMessage } from 'node:http';

const names = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a request comes from the mailbox's own page or from no page at all. The emails contain links that act, so another website open in a browser
 * on this machine gets no response: neither cross-origin (Origin) nor by DNS rebinding (Host).
 */
export function isOwn({ headers: { host = '', origin }, socket: { localPort = 0 } }: IncomingMessage): boolean {
  const hosts = names.flatMap((name) => [`${name}:${localPort}`, ...(localPort === 80 ? [name] : [])]);
  return (
    hosts.includes(host.toLowerCase()) && (origin === undefined || hosts.some((own) => origin === `http://${own}`))
  );
}
