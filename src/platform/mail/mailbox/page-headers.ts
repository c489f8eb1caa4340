import { headersFor } from '../../http/security-headers.js';

const own = headersFor('http:');

/** Headers of the mailbox's own pages, which may show an email in a frame. Another website may neither load anything from here nor frame it. */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...own,
  'content-security-policy': `${own['content-security-policy'] ?? ''}; frame-src 'self'`,
  'cross-origin-resource-policy': 'same-origin',
  // Without any referrer a browser would send our own forms with the origin "null", like a foreign page's.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** What an email in its frame may do: open a link in a new tab, which is then an ordinary tab. No script, form or navigation of its own. */
export const frameRights = 'allow-popups allow-popups-to-escape-sandbox';

/** Headers of an email's HTML: inline styles and embedded pictures are allowed, nothing is fetched from anywhere. */
export const mailHeaders: Readonly<Record<string, string>> = {
  ...pageHeaders,
  'content-security-policy': `sandbox ${frameRights}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'`,
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
  'x-dns-prefetch-control': 'off',
};

/** An email's HTML as the frame shows it: links open in a new tab, and preconnect hints, which no policy forbids, are removed. */
export function framed(html: string): string {
  const harmless = html.replace(/<link(?=[\s/>])/gi, '<x-link');
  const start = /^\s*<!doctype[^>]*>/i.exec(harmless)?.[0] ?? '';
  return `${start}<base target="_blank">${harmless.slice(start.length)}`;
}
