import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../runtime.js';
import { headersFor } from './security-headers.js';

/** A finished answer: bytes and header lines, ready to be written to a socket. */
export interface CachedPage {
  body: Buffer;
  etag: string;
  contentType: string;
  /** Flat list of names and values, as `writeHead` takes it. */
  headers: string[];
  notModifiedHeaders: string[];
}

export interface Rendered {
  body: string;
  contentType: string;
  headers: Record<string, string>;
}

interface Entry {
  page: CachedPage;
  freshUntil: number;
  tag: string;
}

const freshMilliseconds = 1_000;
const maxEntries = 500;

/**
 * Public pages and counters, rendered once and served from memory for a second. A change known to this process
 * (`expire`) shows at once; one made by another process shows within the second. Concurrent requests for a stale page
 * share one rendering.
 */
@Injectable()
export class PageCache {
  private readonly entries = new Map<string, Entry>();
  private readonly rendering = new Map<string, Promise<CachedPage>>();
  private readonly baseHeaders: Readonly<Record<string, string>>;
  private epoch = 0;

  constructor(@Inject(CONFIG) config: Config) {
    this.baseHeaders = headersFor(config.PUBLIC_URL);
  }

  /** A page that is fresh now, without any work; null when it must be rendered. */
  findFresh(key: string): CachedPage | null {
    const entry = this.entries.get(key);
    return entry && entry.freshUntil > Date.now() ? entry.page : null;
  }

  async get(key: string, tag: string, render: () => Promise<Rendered>): Promise<CachedPage> {
    const fresh = this.findFresh(key);
    if (fresh) return fresh;
    const current = `${this.epoch} ${key}`;
    const running = this.rendering.get(current) ?? this.render(key, tag, current, render);
    return running;
  }

  /** Everything under the tag is rendered anew at the next request. */
  expire(tag: string): void {
    this.epoch++;
    for (const entry of this.entries.values()) if (entry.tag === tag) entry.freshUntil = 0;
  }

  private render(key: string, tag: string, current: string, render: () => Promise<Rendered>): Promise<CachedPage> {
    const epoch = this.epoch;
    const work = render()
      .then((rendered) => {
        const page = finish(rendered, this.baseHeaders);
        if (this.entries.size >= maxEntries) this.entries.clear();
        // A change that came while we rendered may be missing from this page: serve it, do not keep it.
        this.entries.set(key, { page, tag, freshUntil: epoch === this.epoch ? Date.now() + freshMilliseconds : 0 });
        return page;
      })
      .finally(() => this.rendering.delete(current));
    this.rendering.set(current, work);
    return work;
  }
}

function finish({ body, contentType, headers }: Rendered, baseHeaders: Readonly<Record<string, string>>): CachedPage {
  const bytes = Buffer.from(body);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const shared = { ...baseHeaders, ...headers, etag };
  const flat = (all: Record<string, string>): string[] => Object.entries(all).flat();
  return {
    body: bytes,
    etag,
    contentType,
    headers: flat({ ...shared, 'content-type': contentType, 'content-length': String(bytes.length) }),
    notModifiedHeaders: flat(shared),
  };
}
