import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { AuditLog } from '../../src/access/audit.service.js';
import { ExportLogService } from '../../src/lists/export-log.service.js';
import { ExportService } from '../../src/lists/export.service.js';
import type { ExportOrder } from '../../src/lists/export.schema.js';
import { signatureColumns } from '../../src/lists/export.values.js';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

const fullList = (format: 'csv' | 'xlsx'): ExportOrder => ({
  preset: 'full',
  format,
  columns: [...signatureColumns],
  filter: { status: 'confirmed' },
});

/** Some 25 MB: more than the buffers between the database and a reader who does not read. */
const people = 25_000;

describe('a large export', () => {
  let world: World;
  let petition: string;

  const start = (format: 'csv' | 'xlsx' = 'csv') =>
    world.get(ExportService).start({ petitionSlug: petition, order: fullList(format), actor: 'cli' });
  const entry = async (id: string) => (await world.get(ExportLogService).recent()).find((one) => one.id === id);
  const settled = async (id: string) => {
    for (;;) {
      const found = await entry(id);
      if (found && found.status !== 'running') return found;
      await pause(20);
    }
  };

  beforeAll(async () => {
    world = await World.create();
    petition = await world.openPetition();
    const make = `
      with ids as (select n, gen_random_uuid() as id from generate_series(1, ${people}) n),
      people as (
        insert into supporter (id, email_key, email, locale, created_at, mail_day, mail_count)
        select id, sha256(n::text::bytea), 'p' || n || '@example.org', 'en', now(), '2027-01-01', 0 from ids
      )
      insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, locale, comment, show_name, signed_at, confirmed_at)
      select id, (select id from petition where slug = $1), id, 'confirmed', 'Ada', 'Number ' || n, 'GB', 'en', repeat('x', 1000), false, now(), now() from ids`;
    await world.database.pool.query(make, [petition]);
  });
  afterAll(() => world.close());

  it('is one snapshot, whatever happens meanwhile', async () => {
    const { id, stream } = await start();
    await once(stream, 'readable');
    await world.database.prisma.signature.updateMany({ where: { givenName: 'Ada' }, data: { givenName: 'Changed' } });
    const text = (await buffer(stream)).toString();
    await world.database.prisma.signature.updateMany({ where: { givenName: 'Changed' }, data: { givenName: 'Ada' } });
    expect(text.match(/,Ada,/g)).toHaveLength(people);
    expect(text).not.toContain('Changed');
    expect(await entry(id)).toMatchObject({ status: 'finished', rowsDone: people });
  });

  it('waits for its reader and shows how far it is', async () => {
    const { id, stream } = await start();
    await once(stream, 'readable');
    const { status, rowsDone } = await until('it shows how far it is', async () => {
      const seen = await entry(id);
      return seen && seen.rowsDone > 0 && seen;
    });
    expect(status).toBe('running');
    expect(rowsDone).toBeLessThan(people);
    stream.destroy();
    await settled(id);
  });

  it.each(['csv', 'xlsx'] as const)(
    'as %s is aborted when its reader disconnects, and releases its connection',
    async (format) => {
      const { id, stream } = await start(format);
      await once(stream, 'readable');
      stream.destroy();
      expect(await settled(id)).toMatchObject({ status: 'aborted', sha256: null });
      const [latest] = (await world.get(AuditLog).list()).rows;
      expect(latest).toMatchObject({ action: 'export.aborted', details: { exportId: id } });
      for (let n = 0; n < 5; n++) await (await start()).stream.toArray();
      const { pool } = world.database;
      while (pool.totalCount > pool.idleCount) await pause(20);
    },
  );

  it.each(['csv', 'xlsx'] as const)('as %s breaks off visibly when the database ends it', async (format) => {
    // On a busy machine the COPY may be over before it can be ended; then there is nothing to see, and another is started.
    const startAndEnd = async (): Promise<Awaited<ReturnType<typeof start>>> => {
      const running = await start(format);
      await once(running.stream, 'readable');
      const rows = await ask<{ ended: boolean }>(
        world.url,
        `select pg_terminate_backend(pid) as ended from pg_stat_progress_copy where datname = current_database()`,
      );
      if (rows.some(({ ended }) => ended)) return running;
      await buffer(running.stream);
      return startAndEnd();
    };
    const { id, stream } = await startAndEnd();
    await expect(buffer(stream)).rejects.toThrow();
    expect(await settled(id)).toMatchObject({ status: 'failed', sha256: null });
  });

  it('is refused beside three others', async () => {
    const running = [await start(), await start(), await start()];
    await expect(start()).rejects.toMatchObject({ code: 'export.too_many', httpStatus: 429, retryAfter: 60 });
    for (const { stream } of running) stream.destroy();
    await Promise.all(running.map(({ id }) => settled(id)));
    await (await start()).stream.toArray();
  });

  it('left behind by a dead process is ended, one that is worked on is not', async () => {
    const { id: alive, stream } = await start();
    const { petitionId } = await world.database.prisma.export.findUniqueOrThrow({ where: { id: alive } });
    const dead = uuidv7();
    const rest = {
      mark: 'TEST',
      preset: 'full',
      stored: false,
      requestedBy: 'cli',
      format: 'csv',
      filter: {},
      rowsExpected: 1,
      startedAt: world.clock.now(),
    };
    await world.database.prisma.export.create({ data: { id: dead, petitionId, status: 'running', ...rest } });
    world.clock.advance(120_000);
    expect((await entry(dead))?.status).toBe('failed');
    expect((await entry(alive))?.status).toBe('running');
    stream.destroy();
    await settled(alive);
  });
});
