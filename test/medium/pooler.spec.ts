import { readConfig } from '../../src/platform/config/config.js';
import { findAccess, type DatabaseAccess } from '../../src/platform/database/connections/access.js';
import { loginStatements } from '../../src/platform/database/connections/login.sql.js';
import { poolingAt } from '../../src/platform/database/connections/pooler.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { hasPgBouncer, startPgBouncer, type PgBouncer } from '../support/pgbouncer.mjs';
import { tokensIn } from '../support/mail-text.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

const described = hasPgBouncer ? describe : describe.skip;

described('through PgBouncer (skipped where it is not installed)', () => {
  let world: World;
  const started: PgBouncer[] = [];
  const database = () => new URL(world.url).pathname.slice(1);
  const users = { tried_all: 'a', tried_web: 'b', tried_owner: 'c', tried_bare: 'd' };
  const through = async (mode: 'session' | 'transaction' | 'statement') => {
    const { username, password } = new URL(world.url);
    const bouncer = await startPgBouncer(world.url, mode, { ...users, [username]: password });
    started.push(bouncer);
    return (user: keyof typeof users) => bouncer.url(database(), user);
  };
  const access = (url: string, direct: string | undefined, process: 'all' | 'web' = 'all'): Promise<DatabaseAccess> =>
    findAccess(readConfig({ DATABASE_URL: url, DATABASE_DIRECT_URL: direct }), url, process);

  beforeAll(async () => {
    world = await World.create();
    for (const [user, password] of Object.entries(users))
      await ask(
        world.url,
        `do $$ begin if not exists (select from pg_roles where rolname = '${user}') then create role ${user} login; end if; end $$;
         alter role ${user} password '${password}'; alter role ${user} reset all`,
      );
    for (const statement of [...loginStatements('tried_all', 'all'), ...loginStatements('tried_web', 'web')])
      await ask(world.url, statement);
    await ask(world.url, `alter role tried_owner superuser; alter role tried_owner set role = 'demarche_all'`);
  });
  afterAll(async () => {
    await world.close();
    for (const bouncer of started) await bouncer.stop();
  });

  it.each(['session', 'transaction', 'statement'] as const)('recognises %s mode', async (mode) => {
    const url = await through(mode);
    expect(await poolingAt(url('tried_all'))).toBe(mode);
  });

  it('recognises that none is there', async () => expect(await poolingAt(world.url)).toBeNull());

  it.each([
    ['statement', 'tried_all', true, 'statement mode'],
    ['transaction', 'tried_all', false, 'Set DATABASE_DIRECT_URL'],
    ['session', 'tried_all', false, 'Set DATABASE_DIRECT_URL'],
    ['transaction', 'tried_bare', true, 'works as "tried_bare", not as "demarche_all"'],
    ['transaction', 'tried_web', true, 'works as "demarche_web", not as "demarche_all"'],
    ['transaction', 'tried_owner', true, 'may do more than "demarche_all"'],
  ] as const)('refuses %s mode as %s (direct address: %s): %s', async (mode, user, direct, sentence) => {
    const url = await through(mode);
    await expect(access(url(user), direct ? world.url : undefined)).rejects.toThrow(sentence);
  });

  it('refuses a direct address whose login has too few rights, or that leads through a pooler itself', async () => {
    const url = await through('transaction');
    const direct = new URL(world.url);
    Object.assign(direct, { username: 'tried_bare', password: users.tried_bare });
    await expect(access(url('tried_all'), direct.href)).rejects.toThrow('DATABASE_DIRECT_URL may not work as');
    await expect(access(url('tried_all'), url('tried_web'))).rejects.toThrow('must be the PostgreSQL server itself');
  });

  it('refuses a login whose statements may take for ever', async () => {
    const url = await through('transaction');
    await ask(world.url, 'alter role tried_web reset statement_timeout');
    await expect(access(url('tried_web'), world.url, 'web')).rejects.toThrow('no statement_timeout of at most 30 s');
  });

  it('takes sign-ups, confirmations, mails and jobs in transaction mode', async () => {
    const url = await through('transaction');
    const found = await access(url('tried_all'), world.url);
    expect(found).toEqual({
      url: url('tried_all'),
      directUrl: world.url,
      role: 'demarche_all',
      pooled: true,
    });
    const pooled = await world.through(found);
    const petition = await pooled.openPetition();
    const people = Array.from({ length: 30 }, (_, n) => `ada.${n}@example.org`);
    await Promise.all(people.map((email) => pooled.fillsIn(petition, email)));
    await pooled.sendDue();
    await Promise.all(people.map((email) => pooled.opens(tokensIn(pooled.smtp.to(email)[0]).confirm)));
    await pooled.get(Jobs).runDue();
    expect(await pooled.countOf(petition)).toBe(30);
    await pooled.close();
  });
});
