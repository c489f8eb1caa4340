import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OwnDataLinks } from '../../src/petitions/own-data-links.service.js';
import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { impersonalTables } from '../support/impersonal-tables.js';
import { personalTables } from '../support/personal-data.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

describe('personal data', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());

  it('is inventoried in every table: a new table must say what it contains', async () => {
    const rows = await ask<{ name: string }>(
      world.url,
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([...Object.keys(personalTables), ...impersonalTables].sort());
  });

  it.each(Object.keys(personalTables))('is accounted for column by column in %s', async (table) => {
    const rows = await ask<{ name: string }>(
      world.url,
      `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
      [table],
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(personalTables[table]?.columns ?? {}).sort());
  });

  it('names for each table the file that erases it, or why it stays', () => {
    for (const { erasedBy } of Object.values(personalTables)) {
      if (erasedBy.startsWith('nobody: ')) expect(erasedBy.length).toBeGreaterThan(30);
      else expect(existsSync(fileURLToPath(new URL(`../../src/${erasedBy}`, import.meta.url)))).toBe(true);
    }
  });

  it('that is called shown is in the download, value by value', async () => {
    const petition = await world.openPetition();
    const question = { key: 'q1', kind: 'text', required: false, label: { en: 'How?' }, purpose: { en: 'To know.' } };
    await world.database.prisma.petition.update({
      where: { slug: petition },
      data: { form: { questions: [question] } },
    });
    const details = {
      answers: { q1: 'By a leaflet' },
      postalCode: 'SW1A 1AA',
      comment: 'A comment.',
      source: 'leaflet',
      showName: true,
      consents: [{ purpose: 'newsletter', wording: '1' }],
    };
    await world.opens(
      (await world.signs(petition, 'ada@example.org', details, { method: 'form', page: `/petitions/${petition}` })) ??
        '',
    );
    const { id } = await world.signatureOf(petition);
    await world.database.prisma.signature.update({ where: { id }, data: { remindedAt: world.clock.now() } });
    const service = world.get(OwnDataService);
    const [person] = await ask<{ id: string }>(world.url, 'select id from supporter where email = $1', [
      'ada@example.org',
    ]);
    const token = /\/me\/([\w-]+)/.exec(world.get(OwnDataLinks).linkFor(person?.id ?? '', 'en'))?.[1] ?? '';
    const shown = JSON.stringify(await service.look(token, 'en'));
    for (const table of ['supporter', 'signature', 'consent'] as const) {
      const columns = Object.entries(personalTables[table]?.columns ?? {}).filter(([, fate]) => fate === 'shown');
      const [row] = await ask<Record<string, unknown>>(world.url, `select * from ${table} limit 1`);
      for (const [column] of columns) {
        const value = row?.[column];
        expect([table, column, value]).not.toEqual([table, column, null]);
        const written =
          value instanceof Date
            ? value.toISOString()
            : Buffer.isBuffer(value)
              ? value.toString('hex')
              : column === 'answers'
                ? Object.values(value as Record<string, string>).join()
                : String(value);
        expect([`${table}.${column}`, shown.includes(written)]).toEqual([`${table}.${column}`, true]);
      }
    }
  });
});
