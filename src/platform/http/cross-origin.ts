import type { IncomingMessage, ServerResponse } from 'node:http';

/** Who may use a route from a page of another origin. */
export interface OriginList {
  /** @param key what the route's pattern captured, null when it captures nothing. @returns a promise only when the list must be read again */
  allows(origin: string, key: string | null): boolean | Promise<boolean>;
}

/** A route that can be opened to pages of other origins. */
export interface SharedRoute {
  method: 'GET' | 'POST';
  /** Of the path without its query; the first group is the key of the list. */
  path: RegExp;
}

/** The route of a pattern such as `/api/v1/petitions/:slug/count`. */
export const sharedRoute = ({ method, pattern }: { method: 'GET' | 'POST'; pattern: string }): SharedRoute => ({
  method,
  path: new RegExp(`^${pattern.replace(/:\w+/g, '([a-z0-9-]+)')}$`),
});

/** How long a browser may cache the preflight, in seconds. A removed origin loses its CORS headers at once. */
const preflightSeconds = '600';
const noOrigin = 'null';

/**
 * Cross-origin requests (CORS) for a few routes and an allow-list of origins, always without credentials. Runs before the page cache and the
 * framework, and only for requests with an Origin header; all others pay nothing.
 */
export class CrossOrigin {
  constructor(
    private readonly routes: readonly SharedRoute[],
    private readonly origins: OriginList,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** Adds the headers an allowed origin needs and goes on; answers a preflight itself. */
  meet(request: IncomingMessage, response: ServerResponse, goOn: () => void): void {
    const { origin } = request.headers;
    const preflight = request.method === 'OPTIONS';
    const route = this.routeOf(request, preflight);
    if (origin === undefined || !route) return goOn();
    const answer = (allowed: boolean): void => {
      response.setHeader('vary', 'Origin');
      if (allowed) {
        response.setHeader('access-control-allow-origin', origin);
        response.setHeader('access-control-expose-headers', 'Retry-After');
      }
      if (preflight) this.answerPreflight(response, allowed, route.method);
      else goOn();
    };
    const known = origin !== noOrigin && this.origins.allows(origin, route.key);
    if (typeof known === 'boolean') answer(known);
    else known.then(answer, () => answer(false));
  }

  private routeOf(
    { url = '', method, headers }: IncomingMessage,
    preflight: boolean,
  ): { method: string; key: string | null } | null {
    const wanted = preflight ? headers['access-control-request-method'] : method === 'HEAD' ? 'GET' : method;
    const end = url.indexOf('?');
    const path = end < 0 ? url : url.slice(0, end);
    for (const route of this.routes) {
      const found = route.method === wanted ? route.path.exec(path) : null;
      if (found) return { method: route.method, key: found[1] ?? null };
    }
    return null;
  }

  private answerPreflight(response: ServerResponse, allowed: boolean, method: string): void {
    for (const [name, value] of Object.entries(this.headers)) response.setHeader(name, value);
    response.setHeader('vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers');
    if (allowed) {
      response.setHeader('access-control-allow-methods', method);
      response.setHeader('access-control-allow-headers', 'Content-Type');
      response.setHeader('access-control-max-age', preflightSeconds);
    }
    response.writeHead(204).end();
  }
}
