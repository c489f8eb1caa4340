import type { FastifyRequest } from 'fastify';
import { chooseLocale, supportedLocale, type Locale } from '../platform/http/locale.js';

/** The language of this visitor, and whether it was chosen manually just now. */
export interface Visitor {
  locale: Locale;
  chosen: boolean;
}

export function visitorOf(request: FastifyRequest): Visitor {
  const { lang } = request.query as { lang?: unknown };
  const wished = typeof lang === 'string' ? lang : undefined;
  return {
    locale: chooseLocale(wished, request.headers.cookie, request.headers['accept-language']),
    chosen: supportedLocale(wished) !== null,
  };
}
