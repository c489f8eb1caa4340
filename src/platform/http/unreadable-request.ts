import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { plainProblem } from './problem.js';
import { requestIdHeader } from './request-ids.js';

const statusOfError: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what never became a request, e.g. one whose headers are too large, in the form of all other errors, and closes the connection. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy(error);
  const status = statusOfError[error.code ?? ''] ?? 400;
  const problem = plainProblem(status, 'The request could not be read.');
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${problem.title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    `${requestIdHeader}: ${randomUUID()}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
