import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { AuditLog } from '../../src/access/audit.service.js';
import { restoreBackup } from '../../src/platform/database/backup/restore-backup.js';
import { tablesInOrder } from '../../src/platform/database/backup/tables.sql.js';
import { writeBackup } from '../../src/platform/database/backup/write-backup.js';
import { PositionsService } from '../../src/treaties/positions.service.js';
import { LettersDesk } from '../support/letters.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';

/** Every table by its rows, whatever their order. */
async function fingerprint(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const prints: Record<string, string> = {};
  for (const { table } of await tablesInOrder(client)) {
    const { rows } = await client.query<{ print: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${table} t`,
    );
    prints[table] = rows[0]?.print ?? '';
  }
  await client.end();
  return prints;
}

describe('a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-backup-'));
  const file = join(folder, 'all.backup');
  const databases: TestDatabase[] = [];
  const empty = async (): Promise<string> => {
    const database = await createEmptyDatabase();
    databases.push(database);
    return database.url;
  };
  const quietly = () => undefined;
  let desk: LettersDesk;

  beforeAll(async () => {
    desk = await LettersDesk.create();
    await desk.world.confirms('reconsider', 'ada@example.org', {
      comment: 'Back\\slash, \\N and a "quote"\nand a line',
    });
    await desk.world.fillsIn('reconsider', 'bea@example.org');
    await desk.approved({ recipients: 'DE FR', onDay: '2027-04-04' });
    // What a confirmation sets off in the background is on its way.
    await until('the job of the counters waits', async () => {
      const [row] = await ask<{ n: number }>(
        desk.world.url,
        'select count(*)::int as n from graphile_worker._private_jobs',
      );
      return row?.n === 1;
    });
    await writeBackup(desk.world.url, file, quietly);
  });
  afterAll(async () => {
    await desk.world.close();
    for (const database of databases) await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('restored into an empty database is the same, table by table; counts, ledger and audit chain are intact, and work goes on', async () => {
    const url = await empty();
    await restoreBackup(url, file, quietly);
    expect(await fingerprint(url)).toEqual(await fingerprint(desk.world.url));
    const world = await desk.world.beside({}, url);
    expect(await world.countOf('reconsider')).toBe(await desk.world.countOf('reconsider'));
    expect(await world.get(PositionsService).on('APMBC', '2026-06-01', 'en')).toEqual(
      await desk.world.get(PositionsService).on('APMBC', '2026-06-01', 'en'),
    );
    const { entries, head, broken } = await world.get(AuditLog).verify();
    expect([broken, head]).toEqual([[], (await desk.world.get(AuditLog).verify()).head]);
    // New rows get new numbers, and what was protected is protected again.
    await world.confirms('reconsider', 'cleo@example.org');
    expect(await world.countOf('reconsider')).toBe(2);
    await world.get(AuditLog).record(world.database.prisma, { actor: 'cli', action: 'test.done', details: {} });
    expect((await world.get(AuditLog).verify()).entries).toBe(entries + 1);
    await expect(ask(url, 'delete from audit_entry')).rejects.toThrow();
    await world.close();
  });

  it('is for its owner’s eyes, and never written over another', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(writeBackup(desk.world.url, file, quietly)).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('is restored into an empty database only', async () => {
    await expect(restoreBackup(desk.world.url, file, quietly)).rejects.toThrow('not empty');
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2), 'cut off'],
    ['of something else', () => 'name,age\nAda,36\n', 'not a backup'],
    ['of a newer program', (text: string) => text.replace(/"checksum":"[0-9a-f]/, '"checksum":"x'), 'another version'],
    [
      'with a changed row',
      (text: string) => text.replace('ada@example.org', 'eve@example.org'),
      'differs from what was written',
    ],
    [
      'with a row too few',
      (text: string) => text.replace(/\n[^\n]*bea@example.org[^\n]*/, ''),
      /violates|not as it was written/,
    ],
  ])('%s loads nothing', async (_, spoil, problem) => {
    const spoilt = join(folder, 'spoilt.backup');
    writeFileSync(spoilt, gzipSync(spoil(gunzipSync(readFileSync(file)).toString('utf8'))));
    const url = await empty();
    await expect(restoreBackup(url, spoilt, quietly)).rejects.toThrow(problem);
    const [found] = await ask<{ n: number | null }>(
      url,
      `select case when to_regclass('supporter') is null then 0 else (xpath('/row/c/text()', query_to_xml('select count(*) as c from supporter', false, true, '')))[1]::text::int end as n`,
    );
    expect(found?.n).toBe(0);
    rmSync(spoilt);
  });
});
