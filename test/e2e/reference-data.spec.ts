import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';

describe('what a release brings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-'));
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createStartedDatabase();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The capital after a start of this release. */
  async function capitalAfterStart(): Promise<unknown> {
    const server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, LOG_LEVEL: 'warn' });
    await server.stop();
    return (await ask(database.url, `select capital from state where iso = 'LT'`))[0];
  }

  it('is compared with the database at the first start of the release only', async () => {
    await ask(database.url, `update state set capital = 'Kaunas' where iso = 'LT'`);
    expect(await capitalAfterStart()).toEqual({ capital: 'Kaunas' });
    await ask(database.url, `insert into reference_load values ('another release', now())`);
    expect(await capitalAfterStart()).toEqual({ capital: 'Vilnius' });
    const newest = await ask(database.url, `select release from reference_load order by loaded_at desc limit 1`);
    expect(newest).toEqual([{ release: expect.stringMatching(/^[0-9a-f]{64}$/) as string }]);
  });
});
