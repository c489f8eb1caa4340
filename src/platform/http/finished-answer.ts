import { createHash } from 'node:crypto';
import { validateHeaderName, validateHeaderValue, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { requestIdHeader } from './request-ids.js';

/** One encoding of a finished answer, ready for a socket; `headers` is a flat list of names and values. */
interface Variant {
  etag: string;
  body: Buffer;
  /** Of a short body: its bytes as characters, to be written with the head; and the head of an answer with status 200, up to what changes. */
  short: { head: string; body: string } | undefined;
  headers: string[];
  notModifiedHeaders: string[];
}

/** An answer from memory, in the encodings it is sent in. */
export interface FinishedAnswer {
  plain: Variant;
  gzip: Variant;
}

/** With its head it fits into the 16 KiB that Node copies without allocating. */
const shortBody = 14 * 1024;

/** @param headers all but those that depend on the encoding */
export function finishedAnswer(
  body: string | Buffer,
  contentType: string,
  headers: Readonly<Record<string, string>>,
): FinishedAnswer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const vary = [headers.vary, 'Accept-Encoding'].filter(Boolean).join(', ');
  const variant = (content: Buffer, etag: string, more: Record<string, string>): Variant => {
    const shared = { ...headers, vary, etag, ...more };
    const whole = Object.entries({ ...shared, 'content-type': contentType, 'content-length': String(content.length) });
    return {
      etag,
      body: content,
      short: content.length <= shortBody ? { head: headOf(whole), body: content.toString('latin1') } : undefined,
      headers: whole.flat(),
      notModifiedHeaders: Object.entries(shared).flat(),
    };
  };
  const plain = variant(bytes, `"${hash}"`, {});
  // Pictures are compressed already.
  if (contentType.startsWith('image/') && !contentType.includes('svg')) return { plain, gzip: plain };
  return { plain, gzip: variant(gzipSync(bytes, { level: 5 }), `"${hash}-gzip"`, { 'content-encoding': 'gzip' }) };
}

/** Whether If-None-Match matches this page; weak and strong ETags count as the same (RFC 9110, 13.1.2). */
export const namesEtag = (condition: string | undefined, etag: string): boolean =>
  condition !== undefined &&
  (condition === etag ||
    condition.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag));

/** Whether the client accepts gzip: named, and not with weight zero, which means "not this" (RFC 9110, 12.5.3). */
export function takesGzip({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const accepted = String(headers['accept-encoding'] ?? '');
  // What nearly every program and browser sends
  if (accepted === 'gzip' || accepted === 'gzip, deflate, br, zstd' || accepted === 'gzip, deflate, br') return true;
  return /\bgzip\b/.test(accepted) && !/\bgzip\s{0,5};\s{0,5}q=0(?:\.0{1,3})?(?![.\d])/i.test(accepted);
}

/** Answers a GET or HEAD, in the encoding the client takes, with 304 where it has the page already. */
export function write(
  request: IncomingMessage,
  response: ServerResponse,
  answer: FinishedAnswer,
  requestId: string,
): void {
  const variant = takesGzip(request) ? answer.gzip : answer.plain;
  const { 'if-none-match': known } = request.headers;
  if (namesEtag(known, variant.etag))
    response.writeHead(304, [...variant.notModifiedHeaders, requestIdHeader, requestId]).end();
  else if (request.method === 'HEAD') response.writeHead(200, [...variant.headers, requestIdHeader, requestId]).end();
  else if (!endAtOnce(request, response, variant, requestId))
    response.writeHead(200, [...variant.headers, requestIdHeader, requestId]).end(variant.body);
}

/**
 * Ends a response whose body is short, with head and body in one piece. Node checks and joins a dozen headers for each response, and writes a body given
 * to `end` as a vector of three parts; together that is a third of the whole response. `_header` is Node's own text of the head, `_keepAliveTimeout` for how long it
 * keeps an idle connection.
 * @returns false for a connection that ends with this response, and where other headers were set: Node writes those
 */
function endAtOnce(
  { httpVersionMinor, headers, socket }: IncomingMessage,
  response: ServerResponse & { _header?: unknown; _keepAliveTimeout?: unknown },
  { short }: Variant,
  requestId: string,
): boolean {
  const { connection = 'keep-alive' } = headers;
  if (short === undefined || httpVersionMinor !== 1 || connection !== 'keep-alive' || socket.destroyed) return false;
  const { _header: begun, _keepAliveTimeout: idle } = response;
  if (begun !== null || typeof idle !== 'number' || !response.shouldKeepAlive) return false;
  if (response.getHeaderNames().length > 0) return false;
  response.statusCode = 200;
  response._header = `${short.head}${requestIdHeader}: ${requestId}\r\ndate: ${dateNow()}\r\nconnection: keep-alive\r\nkeep-alive: timeout=${Math.floor(idle / 1000)}\r\n\r\n${short.body}`;
  response.end();
  return true;
}

/** The head of an answer, up to what differs from one to the next. @throws where a name or value may not stand in a head */
function headOf(pairs: readonly [string, string][]): string {
  for (const [name, value] of pairs) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  return `HTTP/1.1 200 OK\r\n${pairs.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`;
}

let date = { text: '', until: 0 };

/** As HTTP wants it (RFC 9110, 5.6.7). */
function dateNow(): string {
  const now = Date.now();
  if (now >= date.until) date = { text: new Date(now).toUTCString(), until: now - (now % 1000) + 1000 };
  return date.text;
}
