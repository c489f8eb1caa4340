import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';

export type AnswerHeaders = Readonly<Record<string, string>>;

/** What a handler returns when the response has its own status and headers. `AnsweringAdapter` sends it as it is. */
export class Answer {
  constructor(
    readonly body: string | Buffer | Readable | object | undefined,
    readonly status = 200,
    readonly headers: AnswerHeaders = {},
  ) {}

  send(reply: FastifyReply): FastifyReply {
    return reply.status(this.status).headers(this.headers).send(this.body);
  }
}

const notStored = { 'cache-control': 'no-store' };

/** Redirects the browser to another page, which it requests with GET. */
export const seeOther = (location: string, headers: AnswerHeaders = {}): Answer =>
  new Answer(undefined, 303, { ...headers, ...notStored, location });

/** JSON for a script of our own pages. */
export const json = (value: object): Answer => new Answer(value, 200, notStored);

interface OwnFile {
  /** One of our own paths: it is put into the header as it is. */
  filename: string;
  type: string;
  content: string | Buffer | Readable;
}

const file = (disposition: 'attachment' | 'inline', { filename, type, content }: OwnFile): Answer =>
  new Answer(content, 200, {
    ...notStored,
    'content-disposition': `${disposition}; filename="${filename}"`,
    'content-type': type,
  });

/** A file of ours, as a download. */
export const download = (own: OwnFile): Answer => file('attachment', own);

/** A PDF of ours, which the browser may show. */
export const pdf = (filename: string, content: Buffer): Answer =>
  file('inline', { filename, type: 'application/pdf', content });
