import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { OpenTo } from '../../src/access/access.guard.js';
import { ForProgramsOnly, RequirePermission, RequireScope } from '../../src/access/caller.decorator.js';
import { AppModule } from '../../src/app.module.js';
import { readConfig } from '../../src/platform/config/config.js';
import { unprobed } from '../../src/platform/database/connections/access.js';

export interface StaffRoute {
  /** The class that answers it. */
  controller: string;
  method: string;
  /** As it is declared. */
  pattern: string;
  /** With a petition and a claim there are; every other number in it belongs to nothing. */
  path: string;
  /** The permission it names; undefined where every signed-in person may. */
  permission: string | undefined;
  /** The scope it asks of programs. */
  scope: string | undefined;
  /** Closed to people, whatever their role. */
  forPrograms: boolean;
  /** Strangers may use it. */
  open: boolean;
}

const nobody = '0190aaaa-0000-7000-8000-000000000000';
const filled = (path: string): string =>
  path.replace(':slug', 'reconsider').replace(':key', 'C28').replace(/:\w+/g, nobody);
const reflector = new Reflector();

/** Every route of the server, as Nest's router reads them: what the handlers say of themselves, and what Fastify was given. */
export async function allRoutes(databaseUrl: string): Promise<{ routes: StaffRoute[]; served: string[] }> {
  const config = readConfig({ LOG_LEVEL: 'error', ROLE: 'web' });
  const runtime = {
    config,
    database: unprobed(databaseUrl),
    smtpUrl: null,
    secretKey: 'a secret only for tests, long enough to be one',
  };
  const module = await Test.createTestingModule({ imports: [AppModule.of(runtime)] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  const served: string[] = [];
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', ({ method, url }) => void served.push(...[method].flat().map((one) => `${one} ${url}`)));
  await app.init();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((one) => [...one.controllers.values()]);
  const routes = controllers.flatMap(({ metatype }) => routesOf(metatype as Type));
  await app.close();
  return { routes, served };
}

function routesOf(controller: Type): StaffRoute[] {
  const prototype = controller.prototype as Record<string, () => unknown>;
  const prefixes = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name] as () => unknown;
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const places = [handler, controller];
    const said = {
      controller: controller.name,
      method: RequestMethod[method],
      permission: reflector.getAllAndOverride(RequirePermission, places) as string | undefined,
      scope: reflector.getAllAndOverride(RequireScope, places) as string | undefined,
      forPrograms: reflector.getAllAndOverride(ForProgramsOnly, places) === true,
      open: reflector.getAllAndOverride(OpenTo, places) !== undefined,
    };
    const paths = [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat();
    return prefixes.flatMap((prefix) =>
      paths.map((path) => {
        const pattern = `/${[prefix, path]
          .flatMap((part) => part.split('/'))
          .filter(Boolean)
          .join('/')}`;
        return { ...said, pattern, path: filled(pattern) };
      }),
    );
  });
}

interface OsdiError {
  'osdi:error'?: { resource_status: { error_descriptions: { error_code: string }[] }[] };
}

/** The stable code in the body of a refusal, in whichever of the two formats. */
export function refusalIn(body: string): string | undefined {
  const parsed = JSON.parse(body) as { code?: string } & OsdiError;
  return parsed.code ?? parsed['osdi:error']?.resource_status[0]?.error_descriptions[0]?.error_code;
}

/** The ways in, which strangers must reach. */
export const ways = [/^\/admin\/sign-in(\/|$)/, /^\/admin\/setup\//, /^\/admin\/invite\//];

/** Pages under /admin that are not a way in, and JSON that asks for a scope. */
export const closedAmong = (routes: readonly StaffRoute[]): StaffRoute[] =>
  routes.filter(
    ({ path, scope }) =>
      (path.startsWith('/admin') && !ways.some((pattern) => pattern.test(path))) || scope !== undefined,
  );
