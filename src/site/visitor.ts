import type { FastifyRequest } from 'fastify';
import { chooseLocale, supportedLocale, type Locale } from '../platform/http/locale.js';

/** The language of this visitor, and whether it is another one than the browser or an earlier choice asks for: then the choice is remembered. */
export interface Visitor {
  locale: Locale;
  chosen: boolean;
}

export function visitorOf(request: FastifyRequest): Visitor {
  const { lang } = request.query as { lang?: unknown };
  const wished = typeof lang === 'string' ? lang : undefined;
  const { cookie, 'accept-language': accepted } = request.headers;
  const locale = chooseLocale(wished, cookie, accepted);
  return { locale, chosen: supportedLocale(wished) !== null && locale !== chooseLocale(undefined, cookie, accepted) };
}
