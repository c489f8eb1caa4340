import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** A component as a complete HTML document. */
export const toHtml = (page: VNode): string => `<!doctype html>${render(page)}`;

/** Sends a page made for one person or one request: never stored by anyone. */
export function sendPage(reply: FastifyReply, page: VNode, status = 200): void {
  void reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(toHtml(page));
}
