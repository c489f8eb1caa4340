import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { withLanguages } from '../texts/fallback.js';
import { Answer, type AnswerHeaders } from './answer.js';

/** A component as a complete HTML document. */
export const toHtml = (page: VNode): string => withLanguages(`<!doctype html>${render(page)}`);

/** A page for one person or one request: never stored by anyone. */
export const page = (content: VNode, status = 200, headers: AnswerHeaders = {}): Answer =>
  new Answer(toHtml(content), status, {
    ...headers,
    'cache-control': 'no-store',
    'content-type': 'text/html; charset=utf-8',
  });

/** The same, sent by a handler that has the reply object. */
export const sendPage = (reply: FastifyReply, content: VNode, status = 200): void =>
  void page(content, status).send(reply);
