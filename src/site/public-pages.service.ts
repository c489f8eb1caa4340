import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { PageCache } from '../platform/http/page-cache.js';
import { toHtml } from '../platform/http/page.js';
import { visitorCaching } from '../platform/http/public-answer.js';
import type { Visitor } from './visitor.js';

export interface CachedPage {
  /** What the page shows, whatever its language. */
  key: string;
  /** Changes that invalidate it in the cache. */
  tags: readonly string[];
  freshMilliseconds?: number;
}

const caching = 'public, max-age=1, stale-while-revalidate=10, stale-if-error=60';

/** Sends a public page from the cache, or renders it. */
@Injectable()
export class PublicPages {
  constructor(private readonly cache: PageCache) {}

  /** A manually chosen language is remembered by a cookie; such a response is for this visitor alone. */
  send(
    reply: FastifyReply,
    { locale, chosen }: Visitor,
    { key, tags, freshMilliseconds }: CachedPage,
    draw: () => Promise<VNode>,
  ): Promise<void> {
    return this.cache.send(reply, `${key} ${locale}${chosen ? ' remember' : ''}`, tags, async () => ({
      body: toHtml(await draw()),
      contentType: 'text/html; charset=utf-8',
      ...(freshMilliseconds !== undefined && { freshMilliseconds }),
      headers: {
        'content-language': locale,
        vary: visitorCaching.vary,
        ...(chosen
          ? {
              'cache-control': 'private, no-cache',
              'set-cookie': `lang=${locale}; Path=/; Max-Age=31536000; SameSite=Lax`,
            }
          : { 'cache-control': caching }),
      },
    }));
  }
}
