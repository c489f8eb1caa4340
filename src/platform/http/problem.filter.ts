import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { isDatabaseUnavailable, sqlstateOf } from '../database/sqlstate.js';
import { DomainError, TemporarilyUnavailable } from '../errors.js';
import type { Answer as Shown } from './answer.js';
import { chooseLocale, type Locale } from './locale.js';
import { toHtml } from './page.js';
import { plainProblem, problemOf, titleOfStatus, type Problem } from './problem.js';

const worthDraining = 32 * 1024 * 1024;

interface Answer extends Problem {
  retryAfter?: number;
  location?: string;
  /** Allowed methods, when the method was wrong */
  allow?: readonly string[];
}

/** Renders the error page of the website; provided by the site, because the platform knows no design. */
export type ErrorPage = (status: number, locale: Locale, code: string) => VNode;

/** How a part of the site writes its problems when it speaks another format. */
export interface ProblemDialect {
  /** Prefix of the paths it applies to. */
  prefix: string;
  /** Content type */
  type: string;
  statusOf: (status: number) => number;
  write: (problem: Problem) => unknown;
}

const quietMilliseconds = 10_000;

/** Logs once in ten seconds that the database is unavailable, why, and how many requests were refused. */
class OutageLog {
  private refused = 0;
  private saidAt = -Infinity;

  constructor(private readonly log: Logger) {}

  /** @param reason a code, never a message: those of drivers quote values */
  note(reason: unknown): void {
    this.refused++;
    const now = performance.now();
    if (now - this.saidAt < quietMilliseconds) return;
    this.log.error(
      `The database is unavailable (${typeof reason === 'string' ? reason : 'no response'}): ${this.refused} requests refused with 503.`,
    );
    this.refused = 0;
    this.saidAt = now;
  }
}

/** Turns every error into a response: problem+json for clients, a page for people. Never shows an unexpected error's text. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');
  private readonly outage = new OutageLog(this.log);

  constructor(
    private readonly errorPage: ErrorPage,
    private readonly dialects: readonly ProblemDialect[] = [],
    /** Suggestions for a page that does not exist; null: none. */
    private readonly meantPath: (url: string) => string | null = () => null,
    /** An error that has a page of its own. */
    private readonly ownPage: (error: unknown) => Promise<Shown> | null = () => null,
    /** Called while the database is away. @returns whether it has answered */
    private readonly answerFromMemory: (reply: FastifyReply) => boolean = () => false,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.respond(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  respond(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.sent || reply.raw.headersSent) return;
    const own = wantsPage(request) ? this.ownPage(error) : null;
    if (own)
      return void own.then(
        (shown) => shown.send(reply),
        (failure: unknown) => this.respond(failure, request, reply),
      );
    const { retryAfter, allow, ...rest } = this.answerTo(error, request);
    if (rest.status === 503 && isDatabaseUnavailable(error) && this.answerFromMemory(reply)) return;
    const location = rest.location ?? renamedPath(error, request.url);
    delete rest.location;
    const problem: Problem = rest.status < 500 ? rest : { ...rest, requestId: request.id };
    if (location !== undefined)
      return void reply.header('cache-control', 'no-store').redirect(location, problem.status);
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).header('cache-control', 'no-store');
    if (problem.status === 413) letItFinish(request, reply);
    const dialect = this.dialects.find(({ prefix }) => request.url.startsWith(prefix));
    if (dialect) {
      const status = dialect.statusOf(problem.status);
      if (allow !== undefined) void reply.header('allow', allow.join(', '));
      return void reply
        .status(status)
        .type(dialect.type)
        .send(JSON.stringify(dialect.write({ ...problem, status })));
    }
    if (wantsPage(request)) {
      const meant =
        mistyped.has(problem.status) && /^(?:GET|HEAD)$/.test(request.method) ? this.meantPath(request.url) : null;
      if (meant !== null) return void reply.redirect(meant, 301);
      // A request that could not be routed has no parsed query.
      const query = (request.query ?? {}) as { lang?: unknown };
      const locale = chooseLocale(
        typeof query.lang === 'string' ? query.lang : undefined,
        request.headers.cookie,
        request.headers['accept-language'],
      );
      void reply.type('text/html; charset=utf-8').send(toHtml(this.errorPage(problem.status, locale, problem.code)));
    } else void reply.type('application/problem+json').send(JSON.stringify(problem));
  }

  private answerTo(error: unknown, request: FastifyRequest): Answer {
    if (error instanceof DomainError) return ofDomainError(error);
    // Nobody reads this; but a connection that broke on that side is no sign of the database's.
    if (wasCutOff(request)) return plainProblem(400, 'The request ended before it was complete.');
    if (isDatabaseUnavailable(error)) {
      this.outage.note(sqlstateOf(error) ?? (error as { code?: unknown }).code);
      return ofDomainError(
        new TemporarilyUnavailable(
          'The database is not responding at the moment. Nothing was accepted; please try again.',
        ),
      );
    }
    const status = statusOf(error);
    if (status < 500 || status === 503)
      return plainProblem(status, status === 400 ? 'The request could not be read.' : titleOfStatus(status));
    // The route pattern, not the URL: a URL may contain a token.
    this.log.error(`${request.method} ${routeOf(request)} failed (${request.id}): ${describe(error)}`);
    return plainProblem(500, `Something went wrong on our side. Reference: ${request.id}`);
  }
}

/** Response to an address that is almost right: unknown, or not of the form such addresses have. */
const mistyped = new Set([400, 404, 422]);

/** Where a request goes on whose path names something that was renamed (`renamed` of the error): the same path with the new name. */
function renamedPath(error: unknown, url: string): string | undefined {
  const { renamed } = (error ?? {}) as { renamed?: { from: string; to: string } };
  if (!renamed) return undefined;
  const [path = '', ...query] = url.split('?');
  const parts = path
    .split('/')
    .map((part) => (part.replace(/\.[a-z]+$/, '') === renamed.from ? part.replace(renamed.from, renamed.to) : part));
  return [parts.join('/'), ...query].join('?');
}

const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/api/') && !/json/.test(request.headers.accept ?? '');

function ofDomainError(error: DomainError): Answer {
  const { retryAfter } = error;
  const { location, allow } = error as { location?: unknown; allow?: readonly string[] };
  return {
    ...problemOf(error),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(typeof location === 'string' && { location }),
    ...(allow && { allow }),
  };
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 ? statusCode : 500;
}

/** Name and place of an error, without its message: messages of drivers quote values. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  const place = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 6)
    .join(' | ');
  return `${error.name}${typeof code === 'string' ? ` ${code}` : ''} ${place ?? ''}`;
}

/**
 * A client that is cut off while still sending often never reads the response. A body that is too large, but not absurdly so, is read to its end and
 * discarded; the request timeout bounds the rest.
 */
function letItFinish(request: FastifyRequest, reply: FastifyReply): void {
  if (!(Number(request.headers['content-length']) <= worthDraining)) return;
  void reply.removeHeader('connection');
  request.raw.resume();
}

/** The client went away while it was still sending; a body that was refused here is another matter. */
const wasCutOff = ({ raw }: FastifyRequest): boolean => {
  const { code } = (raw.errored ?? {}) as { code?: unknown };
  return !raw.complete && code === 'ECONNRESET';
};

/** The route's pattern; a request that could not be routed has none. */
const routeOf = (request: FastifyRequest): string => (request.routeOptions as { url?: string } | undefined)?.url ?? '';
