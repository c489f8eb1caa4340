import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ApiTokensService } from '../../src/access/api-tokens.service.js';
import { RequirePermission, RequireScope } from '../../src/access/caller.decorator.js';
import { SessionsService } from '../../src/access/sessions.service.js';
import { StaffGuard } from '../../src/access/staff.guard.js';
import { StaffService } from '../../src/access/staff.service.js';
import { TokenGuard } from '../../src/access/token.guard.js';
import { World } from '../support/world.js';

interface Sent {
  method?: string;
  url?: string;
  headers?: Record<string, string>;
  body?: Record<string, string>;
}

/** Handlers as a controller has them: what they need is written on the function. */
const routes = { page: () => undefined, json: () => undefined };
class Routes {}
Reflect.defineMetadata(RequirePermission.KEY, 'supporters:export', routes.page);
Reflect.defineMetadata(RequireScope.KEY, 'supporters:export', routes.json);

describe('guards', () => {
  let world: World;
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    world = await World.create();
    const { prisma } = world.database;
    for (const role of ['owner', 'viewer']) {
      const email = `${role}@example.org`;
      await world.get(StaffService).invite({ email, role }, 'cli');
      const { id } = await prisma.staff.findUniqueOrThrow({ where: { email } });
      cookies[role] =
        (await world.get(SessionsService).start(prisma, id, { device: 'Unknown device', secondFactor: 'none' })).split(
          ';',
        )[0] ?? '';
    }
  });
  afterAll(() => world.close());

  const ask = async (
    guard: CanActivate,
    route: keyof typeof routes,
    { method = 'GET', url = '/admin/exports?x=1', headers = {}, body }: Sent = {},
  ) => {
    const request = { method, url, headers, body };
    const context = {
      switchToHttp: () => ({ getRequest: () => request }),
      getHandler: () => routes[route],
      getClass: () => Routes,
    } as unknown as ExecutionContext;
    return guard.canActivate(context);
  };

  describe('before staff pages', () => {
    const page = (sent: Sent) => ask(world.get(StaffGuard), 'page', sent);

    it('sends visitors to the sign-in page and back, and answers scripts with 401', async () => {
      await expect(page({})).rejects.toMatchObject({
        httpStatus: 303,
        location: '/admin/sign-in?next=%2Fadmin%2Fexports',
      });
      await expect(page({ method: 'POST', url: '/admin/petitions/x/exports' })).rejects.toMatchObject({
        location: '/admin/sign-in',
      });
      await expect(page({ headers: { accept: 'application/json' } })).rejects.toMatchObject({
        httpStatus: 401,
        code: 'auth.required',
      });
    });

    it('admits those who may, and nobody else', async () => {
      expect(await page({ headers: { cookie: cookies.owner ?? '' } })).toBe(true);
      await expect(page({ headers: { cookie: cookies.viewer ?? '' } })).rejects.toMatchObject({
        httpStatus: 403,
        code: 'auth.forbidden',
      });
    });

    it('takes a form only with the token of its session', async () => {
      const headers = { cookie: cookies.owner ?? '' };
      const csrf = (await world.get(SessionsService).find(headers.cookie))?.csrf ?? '';
      expect(await page({ method: 'POST', headers, body: { _csrf: csrf } })).toBe(true);
      await expect(page({ method: 'POST', headers, body: { _csrf: 'guess' } })).rejects.toMatchObject({
        code: 'auth.forged',
      });
      await expect(page({ method: 'POST', headers })).rejects.toMatchObject({ code: 'auth.forged' });
    });
  });

  describe('before JSON routes', () => {
    const json = (sent: Sent) => ask(world.get(TokenGuard), 'json', sent);
    const bearer = async (scope: string) => {
      const { secret } = await world.get(ApiTokensService).create('t', [scope], 'cli');
      return { authorization: `Bearer ${secret}` };
    };

    it('asks for a token, a valid one, and one with the scope', async () => {
      await expect(json({})).rejects.toMatchObject({ httpStatus: 401, code: 'auth.required' });
      await expect(json({ headers: { authorization: 'Bearer dmr_x' } })).rejects.toMatchObject({
        httpStatus: 401,
        code: 'auth.invalid',
      });
      await expect(json({ headers: await bearer('supporters:read') })).rejects.toMatchObject({
        httpStatus: 403,
        code: 'auth.forbidden',
      });
      expect(await json({ headers: await bearer('supporters:export') })).toBe(true);
    });

    it('lets signed-in staff read with the permission of the same name, and change nothing', async () => {
      expect(await json({ headers: { cookie: cookies.owner ?? '' } })).toBe(true);
      await expect(json({ headers: { cookie: cookies.viewer ?? '' } })).rejects.toMatchObject({
        code: 'auth.forbidden',
      });
      await expect(json({ method: 'POST', headers: { cookie: cookies.owner ?? '' } })).rejects.toMatchObject({
        code: 'auth.required',
      });
    });

    it('does not fall back to the session when a token is given', async () => {
      const headers = { cookie: cookies.owner ?? '', authorization: 'Bearer dmr_wrong' };
      await expect(json({ headers })).rejects.toMatchObject({ code: 'auth.invalid' });
    });
  });
});
