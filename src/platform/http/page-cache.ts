import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Config } from '../config/config.js';
import { CONFIG } from '../runtime.js';
import { finishedAnswer, write, type FinishedAnswer } from './finished-answer.js';
import { cookieOf, localeCookie } from './locale.js';
import { Metrics } from '../metrics.js';
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

interface Entry extends FinishedAnswer {
  tags: readonly string[];
  madeAt: number;
  freshUntil: number;
  /** The same from before an outage. */
  asItWas?: Entry;
}

const defaultFreshMilliseconds = 1_000;
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
        const { body, contentType, headers, baseHeaders = this.baseHeaders } = rendered;
        const answer = finishedAnswer(body, contentType, { ...baseHeaders, ...headers });
        const entry = { tags, freshUntil, madeAt: Date.now(), ...answer };
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
    const body = isPage ? this.asOf(plain.body.toString(), new Date(madeAt)) : plain.body;
    const answer = finishedAnswer(body, contentType, { ...others, 'cache-control': 'no-store', age: String(age) });
    return { tags, madeAt, freshUntil: Date.now() + defaultFreshMilliseconds, ...answer };
  }
}

const pairsOf = (flat: readonly string[]): string[][] =>
  flat.flatMap((name, n) => (n % 2 === 0 ? [[name, flat[n + 1] ?? '']] : []));

/** Everything in a request that decides which page it gets. */
const addressOf = (request: IncomingMessage): string =>
  `${request.headers.host ?? ''}${request.url ?? ''}\n${request.headers['accept-language'] ?? ''}\n${cookieOf(request.headers.cookie, localeCookie) ?? ''}`;
