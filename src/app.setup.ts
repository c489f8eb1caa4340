import type { FastifyReply, FastifyRequest } from 'fastify';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SessionsService } from './access/sessions.service.js';
import { SignedOutPages } from './admin/account/signed-out-pages.service.js';
import { AppModule } from './app.module.js';
import { PetitionOrigins } from './petitions/petition-origins.service.js';
import { AnsweringAdapter } from './platform/http/answering-adapter.js';
import { CrossOrigin, sharedRoute } from './platform/http/cross-origin.js';
import { takeAnyBodyAt } from './platform/http/any-body.js';
import { refuseBrokenBytes } from './platform/http/body-encoding.js';
import { addFastLanes } from './platform/http/fast-lane.js';
import { withoutTrailingSlash } from './osdi/osdi-requests.js';
import { osdiProblems } from './osdi/osdi-problems.js';
import { takeLongForms } from './platform/http/long-forms.js';
import { takeFilesAt } from './platform/http/uploads.js';
import { Metrics } from './platform/metrics.js';
import { PageCache } from './platform/http/page-cache.js';
import { Database } from './platform/database/database.js';
import { DatabaseWatch } from './platform/database/database-watch.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { Forwarded } from './platform/http/forwarded.js';
import { fastLanesOf, fileRoutesOf, sharedRoutesOf } from './platform/http/route-marks.js';
import { followRequests } from './platform/http/request-hooks.js';
import { RequestIds, requestIdHeader, requestIdOf } from './platform/http/request-ids.js';
import { headersFor } from './platform/http/security-headers.js';
import { refuseUnreadable } from './platform/http/unreadable-request.js';
import { validationPipe } from './platform/http/validation.js';
import { Notices } from './platform/notices.js';
import { loggerFor } from './platform/application-logger.js';
import { Tracing } from './platform/tracing/tracing.js';
import type { Runtime } from './platform/runtime.js';
import { meantPath } from './site/mistyped-path.js';
import { asOf } from './site/pages/as-of.js';
import { ErrorPage } from './site/pages/link-pages.js';

const bodyLimit = 64 * 1024;
/** A request that is not complete after half a minute is ended within two more seconds; its headers have to arrive sooner. */
const serverLimits = { headersTimeout: 20_000, requestTimeout: 30_000, connectionsCheckingInterval: 2_000 };

/** Targets of emailed links, and those of them whose forms contain what people write. */
const mailedLinks = { all: /^\/(?:[cdu]|letter|me)\/:token/, withText: /^\/(?:letter|me)\// };

/** Staff forms with texts in every language. */
const longForms = {
  routes: /^\/admin\/(demands|settings|petitions\/:slug\/text)$/,
  pasted: /^\/admin\/petitions\/:slug\/text$/,
};

/** The application with everything that applies to all routes, not listening yet. */
export async function createApp(runtime: Runtime): Promise<NestFastifyApplication> {
  const { config } = runtime;
  const forwarded = new Forwarded(config.TRUSTED_PROXIES, () => front.notices?.note('proxy.untrusted'));
  const ids = new RequestIds(forwarded);
  const front = new FrontDoor(ids, forwarded);
  // Set once the application exists.
  const pages: { signedOut?: SignedOutPages } = {};
  const problems = new ProblemFilter(
    (status, locale, code) => ErrorPage({ status, locale, code }),
    [osdiProblems],
    meantPath,
    (error) => pages.signedOut?.pageFor(error) ?? null,
    (reply) => front.cache?.sendAsItWas(reply) ?? false,
  );
  const fail = (error: unknown, request: FastifyRequest, reply: FastifyReply): void =>
    problems.respond(error, request, reply);
  const adapter = new AnsweringAdapter({
    serverFactory: (handler: RequestListener) => front.open(handler),
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    bodyLimit,
    clientErrorHandler: refuseUnreadable,
    genReqId: (request: IncomingMessage) => requestIdOf(request) ?? ids.choose(request),
    rewriteUrl: ({ url = '' }) => withoutTrailingSlash(url),
    // Addresses that cannot even be routed never reach the hooks below.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      fail(error, request, reply.headers({ ...headersFor(config.PUBLIC_URL), [requestIdHeader]: request.id })),
    // Emailed tokens are 70 characters; anything much longer is not ours.
    routerOptions: { maxParamLength: 200 },
  });
  refuseBrokenBytes(adapter, bodyLimit);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(runtime), adapter, {
    logger: loggerFor(config),
    abortOnError: false,
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(problems);
  front.notices = app.get(Notices);
  front.cache = app.get(PageCache);
  app.get(PageCache).asOf = asOf;
  app.get(PageCache).reading = (since, render) => app.get(Database).reading(since, render);
  const watch = app.get(DatabaseWatch);
  app.get(PageCache).isAway = () => watch.away;
  front.sharing = new CrossOrigin(
    sharedRoutesOf(app).map(sharedRoute),
    app.get(PetitionOrigins),
    headersFor(config.PUBLIC_URL),
  );
  followRequests(app.getHttpAdapter().getInstance(), headersFor(config.PUBLIC_URL), app.get(Metrics), app.get(Tracing));
  pages.signedOut = app.get(SignedOutPages);
  const sessions = app.get(SessionsService);
  takeLongForms(app.getHttpAdapter().getInstance(), {
    ...longForms,
    isKnown: async ({ raw }) => (await sessions.find(raw.headers.cookie)) !== null,
  });
  takeAnyBodyAt(app.getHttpAdapter().getInstance(), mailedLinks.all, mailedLinks.withText);
  await takeFilesAt(
    app.getHttpAdapter().getInstance(),
    fileRoutesOf(app).map(({ pattern }) => pattern),
  );
  addFastLanes(app.getHttpAdapter().getInstance(), fastLanesOf(app), fail);
  return app;
}

/** The HTTP server: fresh cached pages are answered before the framework sees the request. */
class FrontDoor {
  /** Set once the application exists. */
  cache: PageCache | undefined;
  sharing: CrossOrigin | undefined;
  notices: Notices | undefined;

  constructor(
    private readonly ids: RequestIds,
    private readonly forwarded: Forwarded,
  ) {}

  open(handler: RequestListener): Server {
    const server = createServer(serverLimits, (request, response) => {
      this.forwarded.meet(request);
      const id = this.ids.choose(request);
      if (request.headers.origin === undefined || !this.sharing) this.answer(request, response, id, handler);
      else
        this.sharing.meet(request, response.setHeader(requestIdHeader, id), () =>
          this.answer(request, response, id, handler),
        );
    });
    server.keepAliveTimeout = 72_000;
    return server;
  }

  private answer(request: IncomingMessage, response: ServerResponse, id: string, handler: RequestListener): void {
    if (this.cache?.serve(request, response, id)) return;
    this.ids.keep(request, id);
    handler(request, response);
  }
}
