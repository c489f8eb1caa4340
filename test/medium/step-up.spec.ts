import type { CanActivate, ExecutionContext } from '@nestjs/common';
import {
  OpenWithoutSecondFactor,
  RequirePermission,
  RequireScope,
  RequireStepUp,
} from '../../src/access/caller.decorator.js';
import { IdentityService } from '../../src/access/identity.service.js';
import { SessionListService } from '../../src/access/session-list.service.js';
import { SessionsService } from '../../src/access/sessions.service.js';
import { StaffChangesService } from '../../src/access/staff-changes.service.js';
import { StaffGuard } from '../../src/access/staff.guard.js';
import { TokenGuard } from '../../src/access/token.guard.js';
import { minutes } from '../../src/platform/clock.js';
import { StaffPerson, staffPassword } from '../support/staff-person.js';
import { World } from '../support/world.js';

const routes = { action: () => undefined, list: () => undefined, account: () => undefined };
class Routes {}
Reflect.defineMetadata(RequirePermission.KEY, 'supporters:export', routes.action);
Reflect.defineMetadata(RequireStepUp.KEY, '/admin/petitions/:slug/supporters', routes.action);
Reflect.defineMetadata(RequireScope.KEY, 'supporters:export', routes.list);
Reflect.defineMetadata(RequireStepUp.KEY, '/admin', routes.list);
Reflect.defineMetadata(OpenWithoutSecondFactor.KEY, true, routes.account);

const ask = async (
  guard: CanActivate,
  route: keyof typeof routes,
  method: string,
  headers: Record<string, string>,
  csrf?: string,
) => {
  const request = {
    method,
    url: '/admin/petitions/reconsider/exports',
    headers,
    body: { _csrf: csrf },
    params: { slug: 'reconsider' },
  };
  const context = {
    switchToHttp: () => ({ getRequest: () => request }),
    getHandler: () => routes[route],
    getClass: () => Routes,
  } as unknown as ExecutionContext;
  return guard.canActivate(context);
};

describe('re-authentication', () => {
  let world: World;
  let owner: StaffPerson;
  beforeAll(async () => {
    world = await World.create();
    owner = await StaffPerson.joins(world, 'owner');
  });
  afterAll(() => world.close());

  const identity = () => world.get(IdentityService);
  const cookieFrom = (header: string): string => header.split(';')[0] ?? '';

  it('is not asked for within ten minutes of signing in, and then leads back to the page of the form', async () => {
    const cookie = await owner.signsIn();
    const { csrf } = await owner.behind(cookie);
    const submitAs = (headers: Record<string, string> = {}) =>
      ask(world.get(StaffGuard), 'action', 'POST', { cookie, ...headers }, csrf);
    expect(await submitAs()).toBe(true);
    world.clock.advance(minutes(10));
    const location = '/admin/confirm-identity?next=%2Fadmin%2Fpetitions%2Freconsider%2Fsupporters';
    await expect(submitAs()).rejects.toMatchObject({ httpStatus: 303, location });
    await expect(submitAs({ accept: 'application/json' })).rejects.toMatchObject({
      httpStatus: 403,
      code: 'auth.step_up_needed',
    });
    await expect(ask(world.get(TokenGuard), 'list', 'GET', { cookie })).rejects.toMatchObject({
      httpStatus: 403,
      code: 'auth.step_up_needed',
    });
    // A form of another site is not told more than before.
    await expect(ask(world.get(StaffGuard), 'action', 'POST', { cookie }, 'forged')).rejects.toMatchObject({
      code: 'auth.forged',
    });
  });

  it('gives the same session a new secret: one that was learnt before is worth nothing', async () => {
    const cookie = await owner.signsIn();
    const before = await owner.behind(cookie);
    world.clock.advance(minutes(11));
    const header = await identity().confirm(before, { password: staffPassword });
    expect(header).toMatch(/^__Host-demarche=[\w-]{43}; Max-Age=42540; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const after = await owner.behind(cookieFrom(header));
    expect(after.sessionId).toBe(before.sessionId);
    expect(after.csrf).not.toBe(before.csrf);
    expect(await world.get(SessionsService).find(cookie)).toBeNull();
    expect(await ask(world.get(StaffGuard), 'action', 'POST', { cookie: cookieFrom(header) }, after.csrf)).toBe(true);
  });

  it('takes the password only where there is no second factor', async () => {
    const carl = await StaffPerson.joins(world, 'campaigner');
    const session = await carl.behind(await carl.signsIn());
    await expect(identity().confirm(session, { password: 'wrong wrong wrong' })).rejects.toMatchObject({
      code: 'staff.password_wrong',
    });
    await expect(identity().confirm(session, {})).rejects.toMatchObject({ code: 'staff.password_wrong' });
    await identity().confirm(session, { password: staffPassword });
    await carl.setsUpTotp();
    await expect(identity().confirm(session, { password: staffPassword })).rejects.toMatchObject({
      code: 'staff.code_wrong',
    });
    await expect(identity().confirm(session, { code: carl.code() })).rejects.toMatchObject({ code: 'staff.code_used' });
    world.clock.advance(30_000);
    await identity().confirm(session, { code: carl.code() });
  });

  it('is counted, and locks', async () => {
    const vera = await StaffPerson.joins(world, 'viewer');
    const session = await vera.behind(await vera.signsIn());
    for (let wrong = 0; wrong < 5; wrong++)
      await expect(identity().confirm(session, { password: 'wrong wrong wrong' })).rejects.toMatchObject({
        code: 'staff.password_wrong',
      });
    await expect(identity().confirm(session, { password: staffPassword })).rejects.toMatchObject({
      code: 'staff.locked',
    });
  });

  it('is a matter of people: a session that has ended proves nothing', async () => {
    const session = await owner.behind(await owner.signsIn());
    await world.get(SessionListService).end(owner.id, session.sessionId);
    await expect(identity().confirm(session, { password: staffPassword })).rejects.toMatchObject({
      code: 'staff.session_not_found',
    });
  });

  describe('sessions', () => {
    it('are listed with what their owner knows them by, seen to the minute, and end one by one or together', async () => {
      const rita = await StaffPerson.joins(world, 'reviewer');
      const [one, two, three] = [await rita.signsIn(), await rita.signsIn(), await rita.signsIn()];
      const list = world.get(SessionListService);
      const mine = await rita.behind(one);
      const began = world.clock.now();
      world.clock.advance(30_000);
      await rita.behind(one);
      const seen = async () => (await list.of(rita.id)).find(({ id }) => id === mine.sessionId)?.lastSeenAt;
      expect(await seen()).toEqual(began);
      world.clock.advance(minutes(1));
      await rita.behind(one);
      expect(await seen()).toEqual(world.clock.now());
      expect((await list.of(rita.id)).map(({ device }) => device)).toEqual(Array(3).fill('Unknown device'));

      await expect(list.end(owner.id, mine.sessionId)).rejects.toMatchObject({
        code: 'staff.session_not_found',
        httpStatus: 404,
      });
      await list.end(rita.id, (await rita.behind(two)).sessionId);
      expect(await world.get(SessionsService).find(two)).toBeNull();
      await list.endAll(rita.id, `staff:${rita.id}`, mine.sessionId);
      expect(await world.get(SessionsService).find(three)).toBeNull();
      await rita.behind(one);
    });

    it('end when the password is changed, but the one that changed it', async () => {
      const eve = await StaffPerson.joins(world, 'exporter');
      const [mine, other] = [await eve.signsIn(), await eve.signsIn()];
      const session = await eve.behind(mine);
      const password = 'a cow that writes the paper';
      const wrong = identity().changePassword(session, { current: 'wrong wrong wrong', password });
      await expect(wrong).rejects.toMatchObject({ code: 'staff.password_wrong' });
      await identity().changePassword(session, { current: staffPassword, password });
      await eve.behind(mine);
      expect(await world.get(SessionsService).find(other)).toBeNull();
      await expect(eve.signsIn()).rejects.toMatchObject({ code: 'staff.sign_in_failed' });
    });

    it('of a colleague are ended by an owner', async () => {
      const dora = await StaffPerson.joins(world, 'data_protection');
      const cookie = await dora.signsIn();
      await world.get(StaffChangesService).endSessions(dora.id, 'cli');
      expect(await world.get(SessionsService).find(cookie)).toBeNull();
    });
  });

  it('a role is changed, and the last owner stays one', async () => {
    const changes = world.get(StaffChangesService);
    await expect(changes.changeRole(owner.id, { role: 'viewer' }, 'cli')).rejects.toMatchObject({
      code: 'staff.last_owner',
    });
    const second = await StaffPerson.joins(world, 'viewer', 'second@example.org');
    const cookie = await second.signsIn();
    await expect(changes.changeRole(second.id, { role: 'king' }, 'cli')).rejects.toMatchObject({
      faults: [{ pointer: '/role' }],
    });
    await changes.changeRole(second.id, { role: 'owner' }, 'cli');
    expect(await second.behind(cookie)).toMatchObject({ role: 'owner' });
    const both = await Promise.allSettled(
      [owner, second].map(({ id }) => changes.changeRole(id, { role: 'viewer' }, 'cli')),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('where a second factor is required, people without one reach their account only', async () => {
    const strict = await world.beside({ REQUIRE_SECOND_FACTOR: 'on' });
    const zoe = await StaffPerson.joins(strict, 'owner', 'zoe@example.org');
    const cookie = await zoe.signsIn();
    const guard = strict.get(StaffGuard);
    await expect(ask(guard, 'action', 'GET', { cookie })).rejects.toMatchObject({
      httpStatus: 303,
      location: '/admin/account',
    });
    await expect(ask(guard, 'action', 'GET', { cookie, accept: 'application/json' })).rejects.toMatchObject({
      httpStatus: 403,
      code: 'auth.second_factor_needed',
    });
    await expect(ask(strict.get(TokenGuard), 'list', 'GET', { cookie })).rejects.toMatchObject({
      code: 'auth.second_factor_needed',
    });
    expect(await ask(guard, 'account', 'GET', { cookie })).toBe(true);
    await zoe.setsUpTotp();
    expect(await ask(guard, 'action', 'GET', { cookie })).toBe(true);
    await strict.close();
  });
});
