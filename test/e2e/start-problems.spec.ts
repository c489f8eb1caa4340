import { once } from 'node:events';
import { createServer, type Server as TcpServer } from 'node:net';
import { DataFolder } from '../support/data-folder.js';
import { S3Server } from '../support/s3-server.js';
import { failedStart, freePort } from '../support/server.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { createTestDatabase } from '../support/test-database.js';

describe('a start that cannot succeed', () => {
  const folder = new DataFolder();
  let taken: TcpServer;
  let port = '';
  beforeAll(async () => {
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    port = String((taken.address() as { port: number }).port);
  });
  afterAll(async () => {
    taken.close();
    await folder.destroy();
  });

  const other = async () => ({
    DATA_DIR: folder.path,
    PORT: String(await freePort()),
    MAILBOX_PORT: String(await freePort()),
  });

  it('says which port is in use and which setting changes it', async () => {
    expect(await failedStart({ ...(await other()), PORT: port })).toEqual({
      code: 1,
      said: `Port ${port} on 127.0.0.1 is in use. Set PORT to a free one.`,
    });
  });

  it('says the same of the port of the mailbox, and leaves no database behind', async () => {
    expect(await failedStart({ ...(await other()), MAILBOX_PORT: port })).toEqual({
      code: 1,
      said: `Port ${port} for the mailbox page is in use. Set MAILBOX_PORT to a free one.`,
    });
    expect(await folder.startDatabase()).toMatchObject({ started: true });
    await folder.stopDatabase();
  });

  it('names all broken settings together, without a stack', async () => {
    const { code, said } = await failedStart({
      ...(await other()),
      PORT: 'many',
      ROLE: 'boss',
      RATE_LIMIT_SIGNUPS: 'often',
    });
    expect(code).toBe(1);
    expect(said.split('\n')).toEqual([
      'These settings cannot be used:',
      ...['PORT', 'ROLE', 'RATE_LIMIT_SIGNUPS'].map((name) => expect.stringContaining(`  - ${name} `) as string),
    ]);
  });

  it('says that the database of DATABASE_URL does not answer, in one sentence without its password', async () => {
    const { code, said } = await failedStart({
      ...(await other()),
      DATABASE_URL: `postgresql://demarche:s3cret@127.0.0.1:${await freePort()}/x`,
    });
    expect(code).toBe(1);
    expect(said.split('\n')).toHaveLength(1);
    expect(said).toMatch(/database/i);
    expect(said).not.toMatch(/s3cret|\bat .*:\d+:\d+/);
  });

  it.each([1, 2, 3, 5, 8])(
    'says in one sentence that the database went away while it started, after %i connections',
    async (connections) => {
      const database = await createTestDatabase();
      const url = new URL(database.url);
      const proxy = new TcpProxy(Number(url.port));
      proxy.connectionsLeft = connections;
      await proxy.open();
      url.host = `127.0.0.1:${proxy.port}`;
      const { code, said } = await failedStart({ ...(await other()), DATABASE_URL: url.href });
      await proxy.cut();
      await database.drop();
      expect([code, said.split('\n').at(-1)]).toEqual([1, expect.stringMatching(/^The database does not respond \(/)]);
      expect(said).not.toMatch(/^\s+at /m);
    },
  );

  it('refuses the embedded parts in production unless they are allowed', async () => {
    const { code, said } = await failedStart({ ...(await other()), NODE_ENV: 'production' });
    expect([code, said]).toEqual([1, expect.stringMatching(/SECRET_KEY[^]*DATABASE_URL[^]*SMTP_URL/)]);
  });

  it('says that the bucket for files does not exist, and repeats no credentials', async () => {
    const s3 = await S3Server.start();
    const { code, said } = await failedStart({ ...(await other()), ...s3.settings('', { bucket: 'elsewhere' }) });
    await s3.stop();
    expect([code, said]).toEqual([1, 'The bucket of FILES_URL does not exist. Create it, or correct its name.']);
  });

  it('says that a host is not of this machine', async () => {
    expect(await failedStart({ ...(await other()), HOST: '203.0.113.1' })).toEqual({
      code: 1,
      said: '203.0.113.1 is not an address of this machine. Set HOST to one that is.',
    });
  });
});
