import type { Rendered } from '../platform/http/page-cache.js';

/** Caching of public answers: a second in browsers and proxies, ten more while they fetch anew, a minute if we are away. */
export const publicCaching = {
  'cache-control': 'public, max-age=1, stale-while-revalidate=10, stale-if-error=60',
  vary: 'Accept-Language',
};

/** A JSON answer for the page cache. */
export const counterHeaders = (locale: string, body: unknown): Rendered => ({
  body: JSON.stringify(body),
  contentType: 'application/json; charset=utf-8',
  headers: { ...publicCaching, 'content-language': locale },
});
