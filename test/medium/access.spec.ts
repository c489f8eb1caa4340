import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiTokensService } from '../../src/access/api-tokens.service.js';
import { AuditLog, type AuditRow } from '../../src/access/audit.service.js';
import type { Page } from '../../src/platform/database/keyset.js';
import { SessionsService } from '../../src/access/sessions.service.js';
import { SignInService } from '../../src/access/sign-in.service.js';
import { StaffChangesService } from '../../src/access/staff-changes.service.js';
import { StaffService } from '../../src/access/staff.service.js';
import { AccessJobs } from '../../src/access/access.jobs.js';
import { days, hours, minutes } from '../../src/platform/clock.js';
import { World } from '../support/world.js';

const password = 'a horse that reads the paper';
const owner = { name: 'Olena Owner', email: 'owner@example.org', password };
const tokenIn = (link: string | null): string => link?.split('/').at(-1) ?? '';
const cookieOf = (header: string): string => header.split(';')[0] ?? '';

describe('staff access', () => {
  let world: World;
  const staff = () => world.get(StaffService);
  const signIn = async (email: string, secret = password) => {
    const outcome = await world.get(SignInService).signIn({ email, password: secret });
    if (!('cookie' in outcome)) throw new Error('This account has a second factor.');
    return outcome.cookie;
  };
  const actions = async () => (await world.get(AuditLog).list()).rows.map(({ action }) => action);

  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());

  describe('the first owner', () => {
    it('is made by a link that is valid, for this purpose, and no older than a day', async () => {
      const token = tokenIn(await staff().setupLink());
      await expect(staff().setUpOwner('forged', owner)).rejects.toMatchObject({ code: 'staff.setup_invalid' });
      await expect(staff().acceptInvitation(token, owner)).rejects.toMatchObject({ code: 'staff.invite_invalid' });
      world.clock.advance(hours(24));
      await expect(staff().setUpOwner(token, owner)).rejects.toMatchObject({ code: 'staff.setup_expired' });
    });

    it('cannot have a name or address as password', async () => {
      const token = tokenIn(await staff().setupLink());
      const guessable = { name: 'Olena The Owner', email: 'owner@example.org', password: 'olena the OWNER' };
      await expect(staff().setUpOwner(token, guessable)).rejects.toMatchObject({
        faults: [{ code: 'password.guessable' }],
      });
    });

    it('is one, however many use the link at the same moment, and then the link is spent', async () => {
      const link = await staff().setupLink();
      expect(link).toMatch(/^https:\/\/campaign\.example\.org\/admin\/setup\/[\w-]+$/);
      const attempts = Array.from({ length: 5 }, (_, n) =>
        staff().setUpOwner(tokenIn(link), { ...owner, email: `owner${n || ''}@example.org` }),
      );
      const outcomes = await Promise.allSettled(attempts);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await expect(staff().checkSetup(tokenIn(link))).rejects.toMatchObject({
        code: 'staff.setup_used',
        httpStatus: 409,
      });
      expect(await staff().setupLink()).toBeNull();
      const [made] = await staff().list();
      await world.database.prisma.staff.update({ where: { id: made?.id ?? '' }, data: { email: owner.email } });
    });
  });

  describe('an invitation', () => {
    it('works once, and not after seven days', async () => {
      const stale = tokenIn(await staff().invite({ email: 'Late@Example.org', role: 'viewer' }, 'cli'));
      world.clock.advance(days(7));
      await expect(staff().acceptInvitation(stale, { name: 'Late', password })).rejects.toMatchObject({
        code: 'staff.invite_expired',
      });
      const token = tokenIn(await staff().invite({ email: 'late@example.org', role: 'campaigner' }, 'cli'));
      expect(await staff().readInvitation(token)).toMatchObject({ email: 'late@example.org', role: 'campaigner' });
      await staff().acceptInvitation(token, { name: 'Late', password });
      await expect(staff().acceptInvitation(token, { name: 'Other', password })).rejects.toMatchObject({
        code: 'staff.invite_used',
      });
      await expect(staff().invite({ email: 'late@example.org', role: 'viewer' }, 'cli')).rejects.toMatchObject({
        code: 'staff.exists',
      });
    });

    it('is emailed, again when requested again, and not to anyone who has joined meanwhile', async () => {
      const invite = () => staff().invite({ email: 'mailed@example.org', role: 'exporter' }, 'cli');
      await invite();
      await world.sendDue();
      await invite();
      await world.sendDue();
      const mails = world.smtp.to('mailed@example.org');
      expect(mails.map(({ subject }) => subject)).toEqual(Array(2).fill('Your invitation to Demarche'));
      const token = /admin\/invite\/([\w-]+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
      expect(mails[0]?.html).toContain(`https://campaign.example.org/admin/invite/${token}`);
      await invite();
      await staff().acceptInvitation(token, { name: 'Mailed', password });
      await world.sendDue();
      expect(world.smtp.to('mailed@example.org')).toHaveLength(2);
    });

    it('names a role there is and an address that can be', async () => {
      await expect(staff().invite({ email: 'x@example.org', role: 'king' }, 'cli')).rejects.toMatchObject({
        faults: [{ pointer: '/role' }],
      });
      await expect(staff().invite({ email: 'nobody', role: 'viewer' }, 'cli')).rejects.toMatchObject({
        faults: [{ pointer: '/email' }],
      });
    });
  });

  describe('a session', () => {
    it('lives in a cookie no script and no other site can use, for twelve hours', async () => {
      const header = await signIn('OWNER@example.org');
      expect(header).toMatch(/^__Host-demarche=[\w-]{43}; Max-Age=43200; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
      const cookie = cookieOf(header);
      expect(await world.get(SessionsService).find(cookie)).toMatchObject({ email: owner.email, role: 'owner' });
      world.clock.advance(hours(12));
      expect(await world.get(SessionsService).find(cookie)).toBeNull();
      await world.get(AccessJobs).forget();
      expect(await world.database.prisma.staffSession.count()).toBe(0);
    });

    it('is new at each sign-in and gone after signing out', async () => {
      const [first, second] = [cookieOf(await signIn(owner.email)), cookieOf(await signIn(owner.email))];
      expect(first).not.toBe(second);
      expect(await world.get(SessionsService).end(first)).toMatch(/^__Host-demarche=; Max-Age=0; Path=\/; Secure/);
      expect(await world.get(SessionsService).find(first)).toBeNull();
      expect(await world.get(SessionsService).find(second)).not.toBeNull();
    });

    it('has a form token of its own', async () => {
      const sessions = world.get(SessionsService);
      const [mine, theirs] = [cookieOf(await signIn(owner.email)), cookieOf(await signIn('late@example.org'))];
      const csrf = (await sessions.find(mine))?.csrf;
      expect(sessions.ownsForm(mine, csrf)).toBe(true);
      expect(sessions.ownsForm(theirs, csrf)).toBe(false);
      expect(sessions.ownsForm(undefined, csrf)).toBe(false);
      expect(sessions.ownsForm(mine, undefined)).toBe(false);
    });

    it('is useless to anyone who steals the database', async () => {
      const secret = cookieOf(await signIn(owner.email)).split('=')[1] ?? '';
      const rows = JSON.stringify(await world.database.prisma.staffSession.findMany(), (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value,
      );
      expect(rows).not.toContain(secret);
    });

    it('ends with the account, and the last owner stays', async () => {
      const members = await staff().list();
      const idOf = (email: string) => members.find((member) => member.email === email)?.id ?? '';
      const cookie = cookieOf(await signIn('late@example.org'));
      await world.get(StaffChangesService).disable(idOf('late@example.org'), 'cli');
      expect(await world.get(SessionsService).find(cookie)).toBeNull();
      await expect(signIn('late@example.org')).rejects.toMatchObject({ code: 'staff.sign_in_failed' });
      await expect(world.get(StaffChangesService).disable(idOf(owner.email), 'cli')).rejects.toMatchObject({
        code: 'staff.last_owner',
      });
    });
  });

  describe('guessing', () => {
    const guess = async (email: string) =>
      signIn(email, 'wrong wrong wrong').catch((error: { code: string; retryAfter?: number }) => error);

    it.each([
      ['a known address', owner.email],
      ['an unknown one', 'ghost@example.org'],
      ['no address at all', 'not \0 an address'],
    ])('locks %s for a time that doubles', async (_, email) => {
      for (let n = 1; n <= 5; n++) expect(await guess(email)).toMatchObject({ code: 'staff.sign_in_failed' });
      expect(await guess(email)).toMatchObject({ code: 'staff.locked', httpStatus: 429, retryAfter: 32 });
      world.clock.advance(32_000);
      expect(await guess(email)).toMatchObject({ code: 'staff.sign_in_failed' });
      expect(await guess(email)).toMatchObject({ code: 'staff.locked', retryAfter: 64 });
      world.clock.advance(hours(1));
    });

    it('locks an address for the network that guesses, and not for its owner elsewhere', async () => {
      const signsIn = (secret: string, ip: string) =>
        world.get(SignInService).signIn({ email: owner.email, password: secret }, undefined, ip);
      for (let n = 0; n < 6; n++) await signsIn('wrong wrong wrong', '198.51.100.66').catch(() => undefined);
      await expect(signsIn(password, '198.51.100.7')).rejects.toMatchObject({ code: 'staff.locked' });
      expect(await signsIn(password, '203.0.113.5')).toHaveProperty('cookie');
    });

    it('refuses a network that tries many addresses before a password is checked', async () => {
      const tries = Array.from({ length: 70 }, (_, n) =>
        world
          .get(SignInService)
          .signIn({ email: `nobody${n}@example.org`, password: 'wrong wrong wrong' }, undefined, '192.0.2.9')
          .catch((error: { code: string }) => error.code),
      );
      const codes = await Promise.all(tries);
      expect(codes.filter((code) => code === 'rate.limited')).toHaveLength(10);
    });

    it('does not count unchecked attempts: 503 during the rush, and the right password works after it', async () => {
      const before = await world.database.prisma.loginFailure.count();
      const rush = Array.from({ length: 60 }, (_, n) =>
        world
          .get(SignInService)
          .signIn({ email: owner.email, password }, undefined, `10.${n}.0.1`)
          .then(
            () => 'in',
            (error: { httpStatus: number }) => error.httpStatus,
          ),
      );
      const outcomes = await Promise.all(rush);
      expect(outcomes).toContain(503);
      expect(outcomes.filter((outcome) => outcome !== 'in' && outcome !== 503)).toEqual([]);
      expect(await world.database.prisma.loginFailure.count()).toBe(before);
    });

    it('never locks for more than an hour, and the right password clears everything', async () => {
      for (let n = 0; n < 9; n++) {
        await guess(owner.email);
        world.clock.advance(hours(1));
      }
      await guess(owner.email);
      expect(await guess(owner.email)).toMatchObject({ code: 'staff.locked', retryAfter: 3600 });
      world.clock.advance(hours(1));
      await signIn(owner.email);
      expect(await guess(owner.email)).toMatchObject({ code: 'staff.sign_in_failed' });
      expect(await guess(owner.email)).toMatchObject({ code: 'staff.sign_in_failed' });
    });

    it('gains nothing by many attempts at the same moment', async () => {
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => guess('many@example.org')));
      expect(
        outcomes.filter((outcome) => typeof outcome !== 'string' && outcome.code === 'staff.sign_in_failed'),
      ).toHaveLength(5);
      expect(await actions()).toContain('staff.locked_out');
    });
  });

  describe('an API token', () => {
    const tokens = () => world.get(ApiTokensService);

    it('opens what it was made for until it is revoked', async () => {
      const { id, secret } = await tokens().create('CRM', ['supporters:export', 'supporters:export'], 'cli');
      expect(secret).toMatch(/^dmr_[\w-]{43}$/);
      expect(await tokens().authenticate(`Bearer ${secret}`)).toEqual({
        id,
        scopes: ['supporters:export'],
        campaignId: null,
      });
      for (const header of ['', 'Bearer', `Basic ${secret}`, `Bearer ${secret}x`, `Bearer ${secret} x`, 'Bearer dmr_'])
        expect(await tokens().authenticate(header)).toBeNull();
      await tokens().revoke(id, 'cli');
      expect(await tokens().authenticate(`Bearer ${secret}`)).toBeNull();
      await expect(tokens().revoke(id, 'cli')).rejects.toMatchObject({ code: 'token.not_found' });
    });

    it('opens nothing after the day it was made until', async () => {
      const { secret } = await tokens().create('Short', ['supporters:read'], 'cli', 1);
      expect(await tokens().authenticate(`Bearer ${secret}`)).not.toBeNull();
      world.clock.advance(days(1));
      expect(await tokens().authenticate(`Bearer ${secret}`)).toBeNull();
    });

    it('needs scopes there are', async () => {
      await expect(tokens().create('X', ['supporters:eat'], 'cli')).rejects.toThrow(
        /supporters:export, letters:read, letters:write/,
      );
      await expect(tokens().create('X', [], 'cli')).rejects.toMatchObject({ code: 'token.scope_unknown' });
    });

    it('notes its use once a minute', async () => {
      const { id, secret } = await tokens().create('Busy', ['supporters:read'], 'cli');
      const used = async () => (await world.database.prisma.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
      await tokens().authenticate(`Bearer ${secret}`);
      const first = await used();
      world.clock.advance(30_000);
      await tokens().authenticate(`Bearer ${secret}`);
      expect(await used()).toEqual(first);
      world.clock.advance(minutes(1));
      await tokens().authenticate(`Bearer ${secret}`);
      expect(await used()).toEqual(world.clock.now());
    });
  });

  describe('the audit log', () => {
    it('knows what was done, and nobody can change or empty it', async () => {
      const { prisma } = world.database;
      const done = (await prisma.auditEntry.findMany({ distinct: ['action'] })).map(({ action }) => action);
      expect(done).toEqual(
        expect.arrayContaining(['token.created', 'token.revoked', 'staff.disabled', 'staff.signed_in']),
      );
      await expect(prisma.auditEntry.updateMany({ data: { actor: 'nobody' } })).rejects.toThrow();
      await expect(prisma.auditEntry.deleteMany()).rejects.toThrow();
    });

    it('is read in pages, each entry once', async () => {
      const { prisma } = world.database;
      for (let n = 0; n < 60; n++)
        await world.get(AuditLog).record(prisma, { actor: 'system', action: 'test.happened', details: { n } });
      const seen: string[] = [];
      for (let cursor: { after: string } | null = null, more = true; more;) {
        const page: Page<AuditRow> = await world.get(AuditLog).list({ cursor });
        seen.push(...page.rows.map(({ id }) => id));
        more = page.next !== null;
        cursor = { after: page.next ?? '' };
      }
      expect(seen).toHaveLength(await prisma.auditEntry.count());
      expect(new Set(seen).size).toBe(seen.length);
    });
  });
});
