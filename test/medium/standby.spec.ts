import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasPostgres, startPair, type PostgresServer } from '../../drill/lib/postgres.mjs';
import { unprobed } from '../../src/platform/database/connections/access.js';
import { Database } from '../../src/platform/database/database.js';
import { freePort } from '../support/server.js';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';

const described = hasPostgres ? describe : describe.skip;

described('a standby that public pages are read from (skipped where PostgreSQL is not installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-standby-'));
  const servers: PostgresServer[] = [];
  let database: Database;
  let primaryUrl = '';
  let standbyUrl = '';

  /** Where a read is done, and what it sees. */
  const look = (since = 0) =>
    database.reading(since, async () => {
      const [row] = await database.prisma.$queryRaw<{ port: number; n: number }[]>`
        select inet_server_port() as port, (select count(*)::int from note) as n`;
      const [prepared] = await database.run<{ port: number }>(
        { name: 'test.port', text: 'select inet_server_port() as port' },
        [],
      );
      expect(prepared?.port).toBe(row?.port);
      return row;
    });
  const isGood = () => database.standby?.has(0) ?? false;

  beforeAll(async () => {
    // PostgreSQL does not run as root.
    chmodSync(folder, 0o755);
    const ports: [number, number] = [await freePort(), await freePort()];
    const { primary, standby } = await startPair(join(folder, 'pair'), ports, 'secret');
    servers.push(primary, standby);
    [primaryUrl, standbyUrl] = ports.map((port) => `postgresql://owner:secret@127.0.0.1:${port}/postgres`) as [
      string,
      string,
    ];
    // Commits do not wait for the standby, so that it can be behind.
    await ask(primaryUrl, `alter system set synchronous_commit = local`);
    await ask(primaryUrl, 'select pg_reload_conf()');
    await ask(primaryUrl, 'create table note (n int)');
    database = new Database({ access: { ...unprobed(primaryUrl), replicaUrl: standbyUrl }, poolSize: 4 });
    database.standby?.start();
  }, 120_000);
  afterAll(async () => {
    await database.close();
    for (const server of servers) await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is read from once it has what was written before, and never by anything else', async () => {
    await until('it has caught up', isGood);
    const [primary, standby] = servers.map(({ port }) => port);
    expect((await look())?.port).toBe(standby);
    expect((await database.prisma.$queryRaw<{ port: number }[]>`select inet_server_port() as port`)[0]?.port).toBe(
      primary,
    );
    await ask(primaryUrl, 'insert into note values (1)');
    const changed = Date.now();
    // Whatever it shows at once has the change: it is read from only when that is certain.
    expect((await look(changed))?.n).toBe(1);
    await until('it has the change', () => database.standby?.has(changed));
    expect(await look(changed)).toEqual({ port: standby, n: 1 });
  });

  it('is not read from while it is behind', async () => {
    await ask(standbyUrl, 'select pg_wal_replay_pause()');
    await ask(primaryUrl, 'insert into note values (2)');
    await until('it is known to be behind', () => !isGood());
    expect(await look()).toEqual({ port: servers[0]?.port, n: 2 });
    await ask(standbyUrl, 'select pg_wal_replay_resume()');
    await until('it has caught up', isGood);
    expect(await look()).toEqual({ port: servers[1]?.port, n: 2 });
  });

  it('does not matter when it dies, also in the middle of a read', async () => {
    await until('it has caught up', isGood);
    let runs = 0;
    const read = database.reading(0, async () => {
      if (++runs === 1) await servers[1]?.kill();
      return database.prisma.$queryRaw<{ port: number }[]>`select inet_server_port() as port`;
    });
    expect((await read)[0]?.port).toBe(servers[0]?.port);
    expect(runs).toBe(2);
    expect((await look())?.port).toBe(servers[0]?.port);
    await servers[1]?.start();
    await until('it has caught up', isGood);
    expect((await look())?.port).toBe(servers[1]?.port);
  });

  it('is not read from when it was promoted: it may not be the primary of the others', async () => {
    servers[1]?.promote();
    await until('it is noticed', () => !isGood());
    expect((await look())?.port).toBe(servers[0]?.port);
  });
});
