import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { BodyNotUtf8 } from '../platform/http/body-encoding.js';
import { withoutEnding } from '../platform/without-ending.js';
import { root } from './osdi.values.js';

const isOurs = (url: string): boolean => url.startsWith(root);

/** Clients of OSDI write paths with and without a slash at the end; both are the same. Other paths stay as they are. */
export function withoutTrailingSlash(url: string): string {
  if (!isOurs(url)) return url;
  const query = url.indexOf('?');
  const path = withoutEnding(query < 0 ? url : url.slice(0, query), '/');
  return query < 0 ? path : path + url.slice(query);
}

const withBody = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** A type of our own, so that what is read here does not change how other paths read theirs. */
const ownType = 'application/x-osdi-body';

/**
 * Clients of OSDI name no type of their body, or the wrong one. Below the root it is read as JSON in any case. What cannot be read is no body:
 * first it is asked who sends it, then the schema refuses it.
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
