import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { AppModule } from './app.module.js';
import { PetitionsController } from './petitions/petitions.controller.js';
import { addSignupLane } from './petitions/signup-lane.js';
import type { Config } from './platform/config/config.js';
import { Metrics } from './platform/http/metrics.js';
import { PageCache } from './platform/http/page-cache.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { headersFor } from './platform/http/security-headers.js';
import { validationPipe } from './platform/http/validation.js';
import type { Runtime } from './platform/runtime.js';
import { ErrorPage } from './site/pages/link-pages.js';

const bodyLimit = 64 * 1024;

/** Log levels from the most to the least important. */
const levels: Record<Config['LOG_LEVEL'], LogLevel[]> = {
  error: ['fatal', 'error'],
  warn: ['fatal', 'error', 'warn'],
  info: ['fatal', 'error', 'warn', 'log'],
  debug: ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'],
};

/** What Nest says about itself while it starts; nobody needs it. */
const chatter = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

class ProgramLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (!chatter.has(String(rest.at(-1)))) super.log(message, ...rest);
  }
}

export const loggerFor = (config: Config): ConsoleLogger =>
  new ProgramLogger({ json: config.LOG_FORMAT === 'json', colors: config.LOG_FORMAT === 'pretty', logLevels: levels[config.LOG_LEVEL] });

/** The application with everything that applies to all routes, not listening yet. */
export async function createApp(runtime: Runtime): Promise<NestFastifyApplication> {
  const { config } = runtime;
  const front = new FrontDoor();
  const adapter = new FastifyAdapter({
    serverFactory: (handler: RequestListener) => front.open(handler),
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    bodyLimit,
    genReqId: () => randomUUID(),
    // Mailed tokens are 70 characters; anything much longer is none of ours.
    routerOptions: { maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(runtime), adapter, {
    logger: loggerFor(config),
    abortOnError: false,
  });
  app.useGlobalPipes(validationPipe());
  const problems = new ProblemFilter((status, locale, code) => ErrorPage({ status, locale, code }));
  app.useGlobalFilters(problems);
  front.cache = app.get(PageCache);
  addHooks(app, headersFor(config.PUBLIC_URL));
  addSignupLane(app.getHttpAdapter().getInstance(), app.get(PetitionsController), (...answer) => problems.respond(...answer));
  describeApi(app);
  return app;
}

/** The description of the JSON API, made from the schemas that check its requests. */
function describeApi(app: NestFastifyApplication): void {
  const base = new DocumentBuilder().setTitle('Demarche').setVersion('1').addBearerAuth().build();
  const document = SwaggerModule.createDocument(app, base);
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith('/api/')));
  SwaggerModule.setup('api/docs', app, document, { ui: false, raw: ['json'], jsonDocumentUrl: 'api/openapi.json' });
}

/** The HTTP server: pages that are fresh in memory are answered before the framework hears of the request. */
class FrontDoor {
  /** Set once the application exists. */
  cache: PageCache | undefined;

  open(handler: RequestListener): Server {
    const server = createServer((request, response) => {
      if (!this.cache?.serve(request, response)) handler(request, response);
    });
    server.requestTimeout = 30_000;
    server.keepAliveTimeout = 72_000;
    return server;
  }
}

function addHooks(app: NestFastifyApplication, headers: Readonly<Record<string, string>>): void {
  const { latency } = app.get(Metrics);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    latency.observe({ method: request.method, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
}
