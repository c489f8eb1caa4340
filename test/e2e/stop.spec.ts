import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { until } from '../support/until.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';

describe('stopping', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-stop-'));
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finishes what is under way and then lets go of the connection it came on', async () => {
    const agent = new Agent({ keepAlive: true });
    const body = 'email=nobody';
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      expect: '100-continue',
    };
    const asked = request(`${server.url}/me?lang=en`, { method: 'POST', agent, headers });
    const answered = new Promise<number>((resolve, reject) => {
      asked.once('response', (response) => response.resume().once('end', () => resolve(response.statusCode ?? 0)));
      asked.once('error', reject);
    });
    asked.flushHeaders();
    // The server has taken the request in flight; its body comes when the closing has begun.
    await new Promise((resolve) => asked.once('continue', resolve));
    const stopped = server.stop();
    await new Promise((resolve) => setTimeout(resolve, 500));
    asked.end(body);
    expect(await answered).toBe(422);
    // Connections are kept for 72 seconds; the limit of this test is below that.
    expect(await stopped).toBe(0);
    agent.destroy();
  }, 40_000);

  it('says that it is not ready before it closes, and still serves until then', async () => {
    const delayed = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, SHUTDOWN_DELAY: '3' });
    const statusOf = async (path: string): Promise<number> => (await fetch(`${delayed.url}${path}`)).status;
    expect(await statusOf('/health/ready')).toBe(200);
    const stopped = delayed.stop();
    await until('the server is not ready', async () => (await statusOf('/health/ready')) === 503);
    expect(await statusOf('/petitions/reconsider')).toBe(200);
    expect(await statusOf('/health/live')).toBe(200);
    expect(await stopped).toBe(0);
  });
});
