import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Config } from '../config/config.js';
import { CONFIG } from '../runtime.js';
import { cookieOf, localeCookie } from './locale.js';
import { Metrics } from '../metrics.js';
import { requestIdHeader } from './request-ids.js';
import { claimsStaff } from './staff-cookie.js';
import { headersFor } from './security-headers.js';

/** A page's content before it becomes a response. */
export interface Rendered {
  body: string | Buffer;
  contentType: string;
  headers: Record<string, string>;
  /** Replaces the default headers, for a page that may be framed. */
  baseHeaders?: Readonly<Record<string, string>>;
  /** How long it may be served without checking again; one second by default. A change in this process ends it at once. */
  freshMilliseconds?: number;
}

/** One encoding of a finished answer, ready for a socket; `headers` is a flat list of names and values. */
interface Variant {
  etag: string;
  body: Buffer;
  /** The bytes of a short body as characters, to be written with the head. */
  short: string | undefined;
  headers: string[];
  notModifiedHeaders: string[];
}

interface Entry {
  tags: readonly string[];
  madeAt: number;
  freshUntil: number;
  plain: Variant;
  gzip: Variant;
  /** The same from before an outage. */
  asItWas?: Entry;
}

const defaultFreshMilliseconds = 1_000;
/** With its head it fits into the 16 KiB that Node copies without allocating. */
const shortBody = 14 * 1024;
const maxEntries = 1_000;
const maxAddresses = 2_000;

/** What a page says of itself that can only be shown as it was. @param html the page @returns the page with a sentence in its language */
export type AsOf = (html: string, madeAt: Date) => string;

/**
 * Public pages, pictures and counters, rendered once and served from memory for a second or as long as the page allows. A change known to this
 * process (`expire`) shows at once; one made by another process shows within the second. Requests that arrive while a page is being rendered share
 * that rendering. `serve` runs before the framework: a fresh page costs no routing at all.
 */
@Injectable()
export class PageCache {
  private readonly entries = new Map<string, Entry>();
  private readonly rendering = new Map<string, Promise<Entry>>();
  /** Which page an address shows to visitors of one language preference. */
  private readonly addresses = new Map<string, string>();
  private readonly baseHeaders: Readonly<Record<string, string>>;
  private epoch = 0;
  private changedAt = 0;
  /** Provided by the site, because the platform knows no design. */
  asOf: AsOf = (html) => html;
  /** Renders, where that is possible at a standby that has every change before an instant. */
  reading: <Result>(since: number, render: () => Promise<Result>) => Promise<Result> = (_, render) => render();
  /** Whether the database is known to be away. */
  isAway: () => boolean = () => false;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly metrics: Metrics,
  ) {
    this.baseHeaders = headersFor(config.PUBLIC_URL);
  }

  /** Answers from memory if this exact URL was answered before and the page is fresh, or the database is away; false means: go on. */
  serve(request: IncomingMessage, response: ServerResponse, requestId: string): boolean {
    // Staff may be shown more on a page than the public.
    if (request.method !== 'GET' || claimsStaff(request)) return false;
    const key = this.addresses.get(addressOf(request));
    const entry = key === undefined ? undefined : this.entries.get(key);
    if (!entry) return false;
    if (entry.freshUntil > Date.now()) write(request, response, entry, requestId);
    else if (this.isAway()) write(request, response, this.before(entry), requestId);
    else return false;
    this.metrics.pagesFromMemory.inc();
    return true;
  }

  /** While the database is away: answers with the page that this exact URL had last, if it is still in memory. */
  sendAsItWas(reply: FastifyReply): boolean {
    const { raw, id } = reply.request;
    if ((raw.method !== 'GET' && raw.method !== 'HEAD') || claimsStaff(raw)) return false;
    const entry = this.entries.get(this.addresses.get(addressOf(raw)) ?? '');
    if (!entry) return false;
    reply.hijack();
    write(raw, reply.raw, this.before(entry), id);
    return true;
  }

  /** Compressed once a second at most: during an outage every request comes here. */
  private before(entry: Entry): Entry {
    const past = entry.asItWas;
    if (past && past.freshUntil > Date.now()) return past;
    return (entry.asItWas = this.asItWas(entry));
  }

  /** Answers with the page of this key, rendering it if it is missing or stale. What `render` throws reaches the caller, unanswered. */
  async send(
    reply: FastifyReply,
    key: string,
    tags: string | readonly string[],
    render: () => Promise<Rendered>,
  ): Promise<void> {
    const known = this.entries.get(key);
    const entry = known && known.freshUntil > Date.now() ? known : await this.shared(key, [tags].flat(), render);
    const { raw } = reply.request;
    if (this.addresses.size >= maxAddresses) this.addresses.clear();
    this.addresses.set(addressOf(raw), key);
    reply.hijack();
    write(raw, reply.raw, entry, reply.request.id);
  }

  /** Everything under the tag is rendered again at the next request. */
  expire(tag: string): void {
    this.epoch++;
    this.changedAt = Date.now();
    for (const entry of this.entries.values()) if (entry.tags.includes(tag)) entry.freshUntil = 0;
  }

  private shared(key: string, tags: readonly string[], render: () => Promise<Rendered>): Promise<Entry> {
    const epoch = this.epoch;
    const current = `${epoch} ${key}`;
    const running = this.rendering.get(current);
    if (running) return running;
    const work = this.reading(this.changedAt, render)
      .then((rendered) => {
        // A change that arrived while we rendered may be missing from this page: serve it, do not cache it.
        const freshUntil =
          epoch === this.epoch ? Date.now() + (rendered.freshMilliseconds ?? defaultFreshMilliseconds) : 0;
        const entry = { tags, freshUntil, madeAt: Date.now(), ...this.finish(rendered) };
        if (this.entries.size >= maxEntries) this.entries.clear();
        this.entries.set(key, entry);
        return entry;
      })
      .finally(() => this.rendering.delete(current));
    this.rendering.set(current, work);
    return work;
  }

  /** The page from before the database fell silent, not to be stored by anyone, and saying so. */
  private asItWas({ tags, madeAt, plain }: Entry): Entry {
    const headers = Object.fromEntries(pairsOf(plain.headers)) as Record<string, string>;
    const { 'content-type': contentType = '', ...others } = headers;
    for (const ofTheWhole of ['content-length', 'etag']) delete others[ofTheWhole];
    const isPage = contentType.startsWith('text/html');
    const age = Math.round((Date.now() - madeAt) / 1000);
    const rendered = this.finish({
      body: isPage ? this.asOf(plain.body.toString(), new Date(madeAt)) : plain.body,
      contentType,
      headers: { ...others, 'cache-control': 'no-store', age: String(age) },
      baseHeaders: {},
    });
    return { tags, madeAt, freshUntil: Date.now() + defaultFreshMilliseconds, ...rendered };
  }

  private finish({
    body,
    contentType,
    headers,
    baseHeaders = this.baseHeaders,
  }: Rendered): Pick<Entry, 'plain' | 'gzip'> {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
    const vary = [headers.vary, 'Accept-Encoding'].filter(Boolean).join(', ');
    const variant = (content: Buffer, etag: string, more: Record<string, string>): Variant => {
      const shared = { ...baseHeaders, ...headers, vary, etag, ...more };
      return {
        etag,
        body: content,
        short: content.length <= shortBody ? content.toString('latin1') : undefined,
        headers: Object.entries({
          ...shared,
          'content-type': contentType,
          'content-length': String(content.length),
        }).flat(),
        notModifiedHeaders: Object.entries(shared).flat(),
      };
    };
    const plain = variant(bytes, `"${hash}"`, {});
    // Pictures are compressed already.
    if (contentType.startsWith('image/') && !contentType.includes('svg')) return { plain, gzip: plain };
    return {
      plain,
      gzip: variant(gzipSync(bytes, { level: 5 }), `"${hash}-gzip"`, { 'content-encoding': 'gzip' }),
    };
  }
}

const pairsOf = (flat: readonly string[]): string[][] =>
  flat.flatMap((name, n) => (n % 2 === 0 ? [[name, flat[n + 1] ?? '']] : []));

/** Everything in a request that decides which page it gets. */
const addressOf = (request: IncomingMessage): string =>
  `${request.headers.host ?? ''}${request.url ?? ''}\n${request.headers['accept-language'] ?? ''}\n${cookieOf(request.headers.cookie, localeCookie) ?? ''}`;

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

function write(request: IncomingMessage, response: ServerResponse, entry: Entry, requestId: string): void {
  const variant = takesGzip(request) ? entry.gzip : entry.plain;
  const { 'if-none-match': known } = request.headers;
  if (namesEtag(known, variant.etag))
    response.writeHead(304, [...variant.notModifiedHeaders, requestIdHeader, requestId]).end();
  else if (request.method === 'HEAD') response.writeHead(200, [...variant.headers, requestIdHeader, requestId]).end();
  else end(response.writeHead(200, [...variant.headers, requestIdHeader, requestId]), variant);
}

/**
 * Ends a response whose head is ready. Node writes a body given to `end` as a vector of three parts, which costs a fifth of the whole response; a
 * short one is written as if it were the end of the head, in one piece. `_header` is Node's own text of the head; without it nothing is lost but time.
 */
function end(response: ServerResponse & { _header?: unknown }, { body, short }: Variant): void {
  if (short === undefined || typeof response._header !== 'string') return void response.end(body);
  response._header += short;
  response.end();
}
