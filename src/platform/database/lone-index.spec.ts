import { loneIndex } from './lone-index.js';

describe('a migration that is one index', () => {
  it.each([
    [
      '-- CreateIndex\nCREATE INDEX "a" ON "signature"("b", "c");\n',
      'create index concurrently if not exists "a" ON "signature"("b", "c")',
    ],
    [
      'create unique index if not exists a on t (b) where c is not null',
      'create unique index concurrently if not exists "a" on t (b) where c is not null',
    ],
  ])('is built while others write: %j', (sql, concurrent) => {
    expect(loneIndex(sql)).toEqual({ name: 'a', sql: concurrent });
  });

  it.each([
    'create index a on t (b); create index c on t (d);',
    'alter table t add column b int; create index a on t (b);',
    'create index concurrently a on t (b);',
    'drop index a;',
    '-- create index a on t (b);\nselect 1;',
  ])('is not %j', (sql) => {
    expect(loneIndex(sql)).toBeNull();
  });
});
