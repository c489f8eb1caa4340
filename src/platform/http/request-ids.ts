import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Forwarded } from './forwarded.js';

const given = Symbol('request id');
type WithId = IncomingMessage & { [given]?: string };

/** Letters, digits and a few marks: nothing that could break a log line or a header, and no email address. */
const sane = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,99}$/;

export const requestIdHeader = 'x-request-id';

/** The id a request was given; undefined for one that bypassed the HTTP entry point. */
export const requestIdOf = (request: IncomingMessage): string | undefined => (request as WithId)[given];

/** Gives each request an id, which its response and its log lines carry. An id given by a trusted proxy is kept. */
export class RequestIds {
  constructor(private readonly forwarded: Forwarded) {}

  /** The id of a request that has just come in. */
  choose(request: IncomingMessage): string {
    const offered = request.headers[requestIdHeader];
    return typeof offered === 'string' && sane.test(offered) && this.forwarded.trusts(request) ? offered : randomUUID();
  }

  /** For handlers further in. Not done for responses from memory: it costs more than the rest of the response. */
  keep(request: IncomingMessage, id: string): void {
    (request as WithId)[given] = id;
  }
}
