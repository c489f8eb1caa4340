import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unprobed } from '../../src/platform/database/connections/access.js';
import { connect } from '../../src/platform/database/connections/connect.js';
import { unreachable } from '../../src/platform/database/connections/unreachable.js';
import { Database } from '../../src/platform/database/database.js';
import { startEmbeddedPostgres, type EmbeddedServer } from '../../src/platform/database/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { isDatabaseUnavailable } from '../../src/platform/database/sqlstate.js';
import { freePort } from '../support/server.js';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';

const port = { name: 'test.port', text: 'select inet_server_port() as port' };
const write = { name: 'test.write', text: 'insert into note values (1) returning inet_server_port() as port' };

describe('an address with several servers', () => {
  const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'demarche-servers-')));
  const servers: EmbeddedServer[] = [];
  let database: Database;
  const addressOf = (...ports: number[]): string =>
    `postgresql://follower:same@${ports.map((one) => `127.0.0.1:${one}`).join()}/postgres`;
  const portOf = (n: number): number => Number(new URL(servers[n]?.url ?? '').port);
  /** A standby refuses writes in the same way. */
  const readOnly = async (n: number, state: 'on' | 'off'): Promise<void> => {
    await ask(servers[n]?.url ?? '', `alter system set default_transaction_read_only = ${state}`);
    await ask(servers[n]?.url ?? '', 'select pg_reload_conf()');
    await until('new sessions have the setting', async () => {
      const [row] = await ask<{ is: string }>(
        servers[n]?.url ?? '',
        `select current_setting('default_transaction_read_only') as is`,
      );
      return row?.is === state;
    });
  };

  beforeAll(async () => {
    for (const folder of folders) servers.push(await startEmbeddedPostgres(folder));
    for (const { url } of servers)
      await ask(url, `create role follower superuser login password 'same'; create table note (n int)`);
    await readOnly(0, 'on');
    database = new Database({ access: unprobed(addressOf(portOf(0), portOf(1))), poolSize: 4 });
  });
  afterAll(async () => {
    await database.close();
    for (const server of servers) await server.destroy();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('leads to the one that accepts writes, and follows when that changes', async () => {
    expect(await database.run(port, [])).toEqual([{ port: portOf(1) }]);
    expect(await database.isWritable()).toBe(true);
    await readOnly(0, 'off');
    await readOnly(1, 'on');
    // The connections of before still lead to the server that refuses now.
    const refused = await database.run(write, []).catch((error: unknown) => error);
    expect(isDatabaseUnavailable(refused)).toBe(true);
    expect(await database.run(write, [])).toEqual([{ port: portOf(0) }]);
    expect(await database.prisma.$queryRaw`select inet_server_port() as port`).toEqual([{ port: portOf(0) }]);
  });

  it('says so when none of them accepts writes, and goes on when one does', async () => {
    await readOnly(0, 'on');
    const none = await database.run(write, []).catch((error: unknown) => error);
    expect(isDatabaseUnavailable(none)).toBe(true);
    expect(await database.isWritable()).toBe(false);
    await expect(migrate(database.options.access.url)).rejects.toMatchObject({
      code: 'database.unavailable',
      message: expect.stringContaining('No server of DATABASE_URL accepts writes') as string,
    });
    await readOnly(1, 'off');
    expect(await database.run(port, [])).toEqual([{ port: portOf(1) }]);
  });

  it('leads past a server that is gone', async () => {
    const client = await connect(addressOf(await freePort(), portOf(1)));
    expect((await client.query('select inet_server_port() as port')).rows).toEqual([{ port: portOf(1) }]);
    await client.end();
  });

  it.each([
    ['?sslmode=verify-full', 'offers no TLS'],
    ['?sslmode=verify-full&sslrootcert=/nowhere/ca.pem', 'certificate file named in DATABASE_URL'],
  ])('an address with %s gets a sentence: %s', async (options, sentence) => {
    const error: unknown = await connect(`${servers[1]?.url}${options}`).catch((failure: unknown) => failure);
    expect(unreachable(error).message).toContain(sentence);
  });
});
