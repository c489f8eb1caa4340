import { stringify } from 'csv-stringify/sync';
import type { Rendered } from './page-cache.js';

/** Caching of public responses: a second in browsers and proxies, ten more while they revalidate, a minute if we are unavailable. */
export const publicCaching = {
  'cache-control': 'public, max-age=1, stale-while-revalidate=10, stale-if-error=60',
  vary: 'Accept-Language',
};

/** The same for responses that also depend on the language cookie. */
export const visitorCaching = { ...publicCaching, vary: 'Accept-Language, Cookie' };

/** A JSON response for the page cache. */
export const jsonAnswer = (locale: string, body: unknown, headers: Record<string, string> = {}): Rendered => ({
  body: JSON.stringify(body),
  contentType: 'application/json; charset=utf-8',
  headers: { ...publicCaching, 'content-language': locale, ...headers },
});

/** The same for a route that pages of other origins may use: what is cached for one origin is not served to another. */
export const sharedJsonAnswer = (locale: string, body: unknown): Rendered =>
  jsonAnswer(locale, body, { vary: `${publicCaching.vary}, Origin` });

/**
 * A table as CSV (RFC 4180, UTF-8) for the page cache. A value that a spreadsheet would take for a formula gets one
 * apostrophe in front.
 * @param columns names in the header line; each row has them as keys
 */
export const csvAnswer = (
  locale: string,
  fileName: string,
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
  headers: Record<string, string> = {},
): Rendered => ({
  body: stringify([...rows], {
    header: true,
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: String },
  }),
  contentType: 'text/csv; charset=utf-8; header=present',
  headers: {
    ...publicCaching,
    'content-language': locale,
    'content-disposition': `attachment; filename="${fileName}"`,
    ...headers,
  },
});
