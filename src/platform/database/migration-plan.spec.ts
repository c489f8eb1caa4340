import { readMigrations } from './migration-files.js';
import { tableLocks } from './migration-plan.js';

describe('the locks of a migration', () => {
  it.each([
    ['alter table "signature" add column "note" text', 'signature', 'access exclusive', false],
    ['ALTER TABLE "signature" ADD COLUMN "n" INTEGER NOT NULL DEFAULT 0', 'signature', 'access exclusive', false],
    ['alter table signature alter column note type varchar(9)', 'signature', 'access exclusive', true],
    ['alter table signature add constraint c check (n > 0)', 'signature', 'access exclusive', true],
    ['alter table signature add constraint c check (n > 0) not valid', 'signature', 'access exclusive', false],
    ['alter table signature alter column n set not null', 'signature', 'access exclusive', true],
    ['alter table only public.signature drop column n', 'signature', 'access exclusive', false],
    ['alter table signature set (autovacuum_vacuum_scale_factor = 0.02)', 'signature', 'share update exclusive', false],
    ['create unique index a on signature (n) where n > 0', 'signature', 'share', true],
    ['create index concurrently a on "signature" using gin (n)', 'signature', 'share update exclusive', true],
    [
      'create trigger t after insert on signature for each row execute function f()',
      'signature',
      'share row exclusive',
      false,
    ],
    ['update "signature" set n = 1', 'signature', 'row exclusive', true],
    ['drop table signature', 'signature', 'access exclusive', false],
  ])('%s', (sql, table, lock, readsRows) => {
    expect(tableLocks(`-- A comment\n${sql};`)).toEqual([{ table, lock, readsRows }]);
  });

  it('are those of both tables of a foreign key, and none of a table it creates', () => {
    expect(
      tableLocks(`create table "note" (id uuid);
        create index a on note (id);
        alter table "note" add constraint c foreign key (id) references "signature"(id);`),
    ).toEqual([{ table: 'signature', lock: 'share row exclusive', readsRows: false }]);
  });

  it('are the strongest of several', () => {
    expect(tableLocks('update a set n = 1; create index i on a (n); alter table a add column m int')).toEqual([
      { table: 'a', lock: 'access exclusive', readsRows: true },
    ]);
  });

  /** From here on an old and a new version run side by side during an upgrade. */
  const expanding = readMigrations().filter(({ name }) => name > '20261201' && !name.endsWith('_contract'));
  it.each(expanding.map(({ name, sql }) => [name, sql]))(
    'of %s: it takes nothing away that the version before uses; that is for a later release, in a migration named …_contract',
    (_, sql) => {
      expect(
        sql.match(/\b(?:drop\s+(?:table|column|function|view)|rename|set\s+not\s+null|set\s+data\s+type)\b/gi),
      ).toBeNull();
      expect(sql.match(/add\s+column\s+"?\w+"?\s+[^,;]*\bnot\s+null\b(?![^,;]*\bdefault\b)/gi)).toBeNull();
    },
  );

  it('can be told of every migration there is', () => {
    for (const { sql } of readMigrations()) expect(() => tableLocks(sql)).not.toThrow();
  });
});
