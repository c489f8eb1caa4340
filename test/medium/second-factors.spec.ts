import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLog } from '../../src/access/audit.service.js';
import { SecondFactorsService } from '../../src/access/second-factors.service.js';
import { SessionsService } from '../../src/access/sessions.service.js';
import { SignInService } from '../../src/access/sign-in.service.js';
import { StaffChangesService } from '../../src/access/staff-changes.service.js';
import { StaffService } from '../../src/access/staff.service.js';
import { minutes } from '../../src/platform/clock.js';
import { prismaFolder } from '../../src/platform/database/migrate.js';
import { cookieIn, StaffPerson, staffPassword } from '../support/staff-person.js';
import { createEmptyDatabase } from '../support/test-database.js';
import { ask, placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

describe('second factors', () => {
  let world: World;
  let n = 0;
  beforeAll(async () => {
    world = await World.create();
    await StaffPerson.joins(world, 'owner');
  });
  afterAll(() => world.close());

  const someone = () => StaffPerson.joins(world, 'campaigner', `person${n++}@example.org`);
  const signIns = () => world.get(SignInService);
  const factors = () => world.get(SecondFactorsService);
  const nextStep = () => world.clock.advance(30_000);
  const outcomes = async (attempts: Promise<unknown>[]) =>
    (await Promise.allSettled(attempts)).map((one) =>
      one.status === 'fulfilled' ? 'in' : (one.reason as { code: string }).code,
    );

  describe('codes from an app', () => {
    it('count for nothing until one was confirmed', async () => {
      const ada = await someone();
      await factors().beginTotp(ada);
      await expect(factors().confirmTotp(ada.id, '000000')).rejects.toMatchObject({
        code: 'staff.code_wrong',
        httpStatus: 422,
      });
      await ada.signsIn();
    });

    it('are asked for before there is a session', async () => {
      const ada = await someone();
      await ada.setsUpTotp();
      nextStep();
      const sessions = await world.database.prisma.staffSession.count({ where: { staffId: ada.id } });
      const pending = await ada.typesPassword();
      expect(await world.database.prisma.staffSession.count({ where: { staffId: ada.id } })).toBe(sessions);
      const cookie = cookieIn(await signIns().finishWithCode(pending, ` ${ada.code()} `));
      expect(await world.get(SessionsService).find(cookie)).toMatchObject({ id: ada.id });
      const rows = await world.database.prisma.staffSession.findMany({ where: { staffId: ada.id } });
      expect(rows).toMatchObject([{ secondFactor: 'totp', steppedUpAt: world.clock.now() }]);
    });

    it('work once, also the one that confirmed the set-up, and also those of before', async () => {
      const ada = await someone();
      await ada.setsUpTotp();
      await expect(signIns().finishWithCode(await ada.typesPassword(), ada.code())).rejects.toMatchObject({
        code: 'staff.code_used',
      });
      nextStep();
      const code = ada.code();
      await signIns().finishWithCode(await ada.typesPassword(), code);
      for (const replayed of [code, ada.code(-1)])
        await expect(signIns().finishWithCode(await ada.typesPassword(), replayed)).rejects.toMatchObject({
          code: 'staff.code_used',
        });
      nextStep();
      await expect(signIns().finishWithCode(await ada.typesPassword(), code)).rejects.toMatchObject({
        code: 'staff.code_used',
      });
      await signIns().finishWithCode(await ada.typesPassword(), ada.code());
    });

    it('let one of several in who use the same at the same moment', async () => {
      const ada = await someone();
      await ada.setsUpTotp();
      nextStep();
      const [pending, code] = [await ada.typesPassword(), ada.code()];
      const seen = await outcomes([1, 2, 3, 4].map(() => signIns().finishWithCode(pending, code)));
      expect(seen.filter((one) => one === 'in')).toHaveLength(1);
      expect(new Set(seen)).toEqual(new Set(['in', 'staff.code_used']));
    });

    it('are counted when they are wrong, and lock the second step', async () => {
      const ada = await someone();
      await ada.setsUpTotp();
      nextStep();
      const pending = await ada.typesPassword();
      for (let wrong = 0; wrong < 5; wrong++)
        await expect(signIns().finishWithCode(pending, '000000')).rejects.toMatchObject({ code: 'staff.code_wrong' });
      await expect(signIns().finishWithCode(pending, ada.code())).rejects.toMatchObject({
        code: 'staff.locked',
        retryAfter: 32,
      });
      // The right password again gives no new attempts.
      const again = await ada.typesPassword();
      await expect(signIns().finishWithCode(again, ada.code())).rejects.toMatchObject({ code: 'staff.locked' });
      world.clock.advance(32_000);
      await signIns().finishWithCode(again, ada.code());
    });

    it('must come within five minutes of the password, with a token of this account', async () => {
      const [ada, bob] = [await someone(), await someone()];
      await ada.setsUpTotp();
      await bob.setsUpTotp();
      nextStep();
      const pending = await ada.typesPassword();
      await expect(signIns().finishWithCode(pending, bob.code())).rejects.toMatchObject({ code: 'staff.code_wrong' });
      await expect(signIns().finishWithCode('forged', ada.code())).rejects.toMatchObject({
        code: 'staff.sign_in_expired',
      });
      world.clock.advance(minutes(5));
      await expect(signIns().finishWithCode(pending, ada.code())).rejects.toMatchObject({
        code: 'staff.sign_in_expired',
      });
    });

    it('are removed with a code only', async () => {
      const ada = await someone();
      const [recovery = ''] = await ada.setsUpTotp();
      await expect(factors().removeTotp(ada.id, '000000')).rejects.toMatchObject({ code: 'staff.code_wrong' });
      await factors().removeTotp(ada.id, recovery);
      expect(await factors().of(ada.id)).toEqual({ totp: false, passkeys: 0, recoveryCodesLeft: 0 });
      await ada.signsIn();
    });

    it('are not set up over others that are confirmed', async () => {
      const ada = await someone();
      await ada.setsUpTotp();
      await expect(factors().beginTotp(ada)).rejects.toMatchObject({ code: 'staff.totp_exists', httpStatus: 409 });
    });
  });

  describe('recovery codes', () => {
    it('are ten, work once each however they are typed, and replace the app', async () => {
      const ada = await someone();
      const codes = await ada.setsUpTotp();
      expect(new Set(codes).size).toBe(10);
      for (const code of codes) expect(code).toMatch(/^[A-Z2-9]{5}-[A-Z2-9]{5}$/);
      const [first = '', second = ''] = codes;
      await signIns().finishWithCode(await ada.typesPassword(), first);
      await expect(signIns().finishWithCode(await ada.typesPassword(), first)).rejects.toMatchObject({
        code: 'staff.code_used',
      });
      await signIns().finishWithCode(await ada.typesPassword(), second.toLowerCase().replace('-', ' '));
      expect((await factors().of(ada.id)).recoveryCodesLeft).toBe(8);
    });

    it('let one of several in who use the same at the same moment', async () => {
      const ada = await someone();
      const [code = ''] = await ada.setsUpTotp();
      const pending = await ada.typesPassword();
      const seen = await outcomes([1, 2, 3, 4].map(() => signIns().finishWithCode(pending, code)));
      expect(seen.filter((one) => one === 'in')).toHaveLength(1);
      expect(new Set(seen)).toEqual(new Set(['in', 'staff.code_used']));
    });

    it('of another account, and those of before a renewal, open nothing', async () => {
      const [ada, bob] = [await someone(), await someone()];
      const [old = ''] = await ada.setsUpTotp();
      const [foreign = ''] = await bob.setsUpTotp();
      const [fresh = ''] = await factors().renewRecoveryCodes(ada.id);
      for (const code of [old, foreign])
        await expect(signIns().finishWithCode(await ada.typesPassword(), code)).rejects.toMatchObject({
          code: 'staff.code_wrong',
        });
      await signIns().finishWithCode(await ada.typesPassword(), fresh);
    });

    it('need a second factor to replace', async () => {
      const ada = await someone();
      await expect(factors().renewRecoveryCodes(ada.id)).rejects.toMatchObject({
        code: 'staff.no_second_factor',
        httpStatus: 409,
      });
    });
  });

  it('are useless to anyone who steals the database', async () => {
    const ada = await someone();
    const codes = await ada.setsUpTotp();
    const bare = codes.map((code) => code.replace('-', ''));
    expect(await placesOf(world.url, [ada.secret, ...codes, ...bare, staffPassword])).toEqual([]);
  });

  it('are reset by an owner, which ends all sessions and is recorded', async () => {
    const ada = await someone();
    const [code = ''] = await ada.setsUpTotp();
    const cookie = cookieIn(await signIns().finishWithCode(await ada.typesPassword(), code));
    expect((await world.get(StaffService).list()).find(({ id }) => id === ada.id)).toMatchObject({
      secondFactor: true,
    });
    await world.get(StaffChangesService).resetSecondFactor(ada.id, 'cli');
    expect(await world.get(SessionsService).find(cookie)).toBeNull();
    expect((await world.get(StaffService).list()).find(({ id }) => id === ada.id)).toMatchObject({
      secondFactor: false,
    });
    await ada.signsIn();
  });

  it('leave audit entries of what was done, and no secret or address', async () => {
    const { rows } = await world.get(AuditLog).list();
    const actions = new Set(rows.map(({ action }) => action));
    for (const action of ['staff.totp_added', 'staff.second_factor_reset', 'staff.sessions_ended', 'staff.signed_in'])
      expect(actions).toContain(action);
    expect(JSON.stringify(rows)).not.toMatch(/@|[A-Z2-9]{5}-[A-Z2-9]{5}/);
  });

  it('are read and written by functions only: a role without rights to the table can do neither otherwise', async () => {
    const ada = await someone();
    await ada.setsUpTotp();
    const role = `test_web_${randomBytes(4).toString('hex')}`;
    await ask(world.url, `create role ${role}`);
    const tried = async (sql: string): Promise<string> => {
      const outcome = await ask(world.url, `set role ${role}; ${sql}`).catch((error: Error) => error);
      return outcome instanceof Error ? outcome.message : 'allowed';
    };
    try {
      expect(await tried('select 1 from staff_secret')).toMatch(/permission denied for table/);
      expect(await tried(`select * from staff_secret_of('${ada.id}')`)).toMatch(/permission denied for function/);
      for (const one of ['staff_secret_of(uuid)', 'staff_advance_totp(uuid, bigint)'])
        await ask(world.url, `grant execute on function ${one} to ${role}`);
      expect(await tried(`select password_hash from staff_secret_of('${ada.id}')`)).toBe('allowed');
      expect(await tried(`select staff_advance_totp('${ada.id}', 1)`)).toBe('allowed');
      expect(await tried('update staff_secret set totp_last_step = 0')).toMatch(/permission denied for table/);
    } finally {
      await ask(world.url, `drop owned by ${role}`);
      await ask(world.url, `drop role ${role}`);
    }
  });

  it('of a database from before keep every password where it belongs', async () => {
    const older = await createEmptyDatabase();
    try {
      const folder = join(prismaFolder(), 'migrations');
      const names = readdirSync(folder).filter((name) => /^\d/.test(name) && name <= '20261124140000_sign_in');
      const sql = names.sort().map((name) => readFileSync(join(folder, name, 'migration.sql'), 'utf8'));
      for (const text of sql.slice(0, -1)) await ask(older.url, text);
      const staff = (n: number, hash: string) =>
        `('0190aaaa-0000-7000-8000-00000000000${n}', 'p${n}@example.org', 'P', ${hash}, 'owner', now())`;
      await ask(
        older.url,
        `insert into staff (id, email, name, password_hash, role, created_at) values ${staff(1, `'a hash'`)}, ${staff(2, 'null')}`,
      );
      await ask(
        older.url,
        `insert into staff_session values ('\\x01', '0190aaaa-0000-7000-8000-000000000001', now(), now())`,
      );
      await ask(older.url, sql.at(-1) ?? '');
      expect(
        await ask(
          older.url,
          `select m.email, m.joined_at = m.created_at as joined, s.password_hash as hash from staff m left join staff_secret s on s.staff_id = m.id order by 1`,
        ),
      ).toEqual([
        { email: 'p1@example.org', joined: true, hash: 'a hash' },
        { email: 'p2@example.org', joined: null, hash: null },
      ]);
      expect(await ask(older.url, 'select second_factor, user_agent from staff_session')).toEqual([
        { second_factor: 'none', user_agent: 'Unknown device' },
      ]);
    } finally {
      await older.drop();
    }
  });

  it('sealed under another key of the installation are refused, not broken; the command line lets their owner in again', async () => {
    const ada = await someone();
    await ada.setsUpTotp();
    nextStep();
    await ask(world.url, 'update staff_secret set totp_sealed = $2 where staff_id = $1', [ada.id, Buffer.alloc(60, 1)]);
    await expect(signIns().finishWithCode(await ada.typesPassword(), ada.code())).rejects.toMatchObject({
      code: 'staff.code_wrong',
    });
    await world.get(StaffChangesService).resetSecondFactorOf(ada.email.toUpperCase(), 'cli');
    await ada.signsIn();
  });
});
