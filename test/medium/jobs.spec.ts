import { z } from 'zod';
import { defineJob, Jobs } from '../../src/platform/jobs/jobs.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { isDatabaseUnavailable } from '../../src/platform/database/sqlstate.js';
import { createTestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

const job = defineJob('test.work', z.object({}), { attempts: 5 });

describe('jobs of a worker that was killed', () => {
  it('are given to others within a minute, those of one that lives are not', async () => {
    const world = await World.create();
    let done = 0;
    world.get(Jobs).handle(job, async () => void done++);
    for (const key of ['dead', 'alive', 'just now']) await world.get(Jobs).add(world.database.prisma, job, {}, { key });
    const lock = (key: string, worker: string, age: string) =>
      ask(
        world.url,
        `update graphile_worker._private_jobs set locked_by = $2, locked_at = now() - $3::interval where key = $1`,
        [key, worker, age],
      );
    await lock('dead', 'worker-dead', '50 seconds');
    await lock('alive', 'worker-alive', '3 hours');
    await lock('just now', 'worker-new', '5 seconds');
    await ask(
      world.url,
      `insert into job_worker values ('worker-alive', now()), ('worker-dead', now() - interval '50 seconds')`,
    );
    await world.get(Jobs).runDue();
    expect(done).toBe(0);
    expect(await world.get(Jobs).beat()).toBe(1);
    await world.get(Jobs).runDue();
    expect(done).toBe(1);
    expect(await world.get(Jobs).beat()).toBe(0);
    await world.close();
  });
});

describe('a database migrated by a newer version', () => {
  it('is refused by an older one, and left as it is where a rolling upgrade is under way', async () => {
    const database = await createTestDatabase();
    const note = () => ask(database.url, `select obj_description('public._prisma_migrations'::regclass) as note`);
    await migrate(database.url);
    await ask(
      database.url,
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) values ('x', 'x', '29990101000000_newer', now(), now(), 1)`,
    );
    await ask(database.url, `comment on table public._prisma_migrations is 'rights of the newer one'`);
    await expect(migrate(database.url)).rejects.toMatchObject({ code: 'database.newer' });
    expect(await migrate(database.url, 'allow')).toEqual([]);
    expect(await note()).toEqual([{ note: 'rights of the newer one' }]);
    await database.drop();
  });
});

describe('a database that does not serve', () => {
  it.each(['25006', '57014', '55P03', '53100', '53200', '53300', '57P01', '08006'])(
    '%s is not the request’s fault',
    (code) => {
      expect(isDatabaseUnavailable(Object.assign(new Error('x'), { code }))).toBe(true);
    },
  );

  it('is not ready while it takes no writes', async () => {
    const world = await World.create();
    expect(await world.database.isWritable()).toBe(true);
    const [row] = await ask<{ name: string }>(world.url, 'select current_database() as name');
    await ask(world.url, `alter database ${row?.name} set default_transaction_read_only = on`);
    const other = await world.beside();
    expect(await other.database.isWritable()).toBe(false);
    await ask(world.url, `alter database ${row?.name} reset default_transaction_read_only`).catch(() => undefined);
    await other.close();
    await world.close();
  });

  it('keeps the public going when the lane of staff and tokens is full', async () => {
    const world = await World.create({ DATABASE_POOL: '8' });
    const { currentWork } = await import('../../src/platform/tracing/current-work.js');
    let busy = 4;
    const sleep = () =>
      currentWork
        .run({ desk: true }, () => world.database.prisma.$queryRaw`select pg_sleep(1)::text`)
        .then(() => busy--);
    const slow = Array.from({ length: busy }, sleep);
    await world.database.prisma.$queryRaw`select 1`;
    await world.database.run({ name: 'test.one', text: 'select 1 as n' }, []);
    expect(busy).toBe(4);
    await Promise.all(slow);
    await world.close();
  });
});
