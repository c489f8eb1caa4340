import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { CachedPage } from './page-cache.js';

/** A component as a complete HTML document. */
export const toHtml = (page: VNode): string => `<!doctype html>${render(page)}`;

/** Sends a page made for one person or one request: never stored by anyone. */
export function sendPage(reply: FastifyReply, page: VNode, status = 200): void {
  void reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(toHtml(page));
}

/** Sends a cached answer, or 304 when the visitor has it. Written straight to the socket: it is the most frequent answer. */
export function sendCached(request: FastifyRequest, reply: FastifyReply, page: CachedPage): void {
  reply.hijack();
  if (request.headers['if-none-match'] === page.etag) reply.raw.writeHead(304, page.notModifiedHeaders).end();
  else if (request.method === 'HEAD') reply.raw.writeHead(200, page.headers).end();
  else reply.raw.writeHead(200, page.headers).end(page.body);
}
