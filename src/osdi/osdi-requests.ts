import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { BodyNotUtf8 } from '../platform/http/body-encoding.js';
import { withoutEnding } from '../platform/without-ending.js';
import { root } from './osdi.values.js';

const isOurs = (url: string): boolean => url.startsWith(root);

/** OSDI clients write paths with and without a trailing slash; both are the same. Other paths are unchanged. */
export function withoutTrailingSlash(url: string): string {
  if (!isOurs(url)) return url;
  const query = url.indexOf('?');
  const path = withoutEnding(query < 0 ? url : url.slice(0, query), '/');
  return query < 0 ? path : path + url.slice(query);
}

const withBody = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** A content type of our own, so that parsing here does not change how other paths parse theirs. */
const ownType = 'application/x-osdi-body';

/**
 * OSDI clients send no content type, or the wrong one. Below the root bodies are always parsed as JSON. An unreadable one counts as missing: first
 * the client is authenticated, then the schema refuses it.
 */
export function readAnyBodyAsJson(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(ownType, { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
    if (isUtf8(body)) done(null, parsed(body.toString('utf8')));
    else done(new BodyNotUtf8(), undefined);
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (isOurs(request.url) && withBody.has(request.method)) request.raw.headers['content-type'] = ownType;
    done();
  });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
