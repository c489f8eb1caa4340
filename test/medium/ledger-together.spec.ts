import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { LedgerImportService } from '../../src/treaties/ledger-import.service.js';
import { LedgerService } from '../../src/treaties/ledger.service.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { newTreatyEvent } from '../../src/treaties/treaties.schema.js';
import { FakeClock } from '../support/fakes.js';
import { listWith, news } from '../support/ledger.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';
import { ask } from '../support/whole-database.js';

const vietnam = newTreatyEvent.parse({
  iso: 'VN',
  convention: 'APMBC',
  kind: 'consented',
  consentKind: 'accession',
  on: '2026-10-05',
  sourceTitle: 'Depositary notification',
  sourceUrl: 'https://treaties.un.org/notification',
  asOf: '2026-11-23',
  confidence: 'high',
});

describe('two processes that write to the ledger at the same moment', () => {
  let world: World;
  let other: World;
  beforeAll(async () => {
    world = await World.create({}, new FakeClock(new Date('2026-12-02T12:00:00Z')));
    await world.get(TreatiesReference).load();
    other = await world.beside();
  });
  afterAll(async () => {
    await other.close();
    await world.close();
  });

  /** Lets both come as far as they can while nobody may write to a table, then lets them go on. @returns what became of each, failures as codes */
  async function together(table: string, ...works: (() => Promise<unknown>)[]): Promise<string[]> {
    const gate = new pg.Client({ connectionString: world.url });
    await gate.connect();
    try {
      await gate.query(`begin; lock table ${table} in share mode`);
      const outcomes = Promise.allSettled(works.map((work) => work()));
      await until('all of them wait', async () => {
        const here = 'database = (select oid from pg_database where datname = current_database())';
        const [row] = await ask<{ n: number }>(
          world.url,
          `select count(*)::int as n from pg_locks where not granted and ${here}`,
        );
        return row?.n === works.length;
      });
      await gate.query('commit');
      return (await outcomes)
        .map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code))
        .sort();
    } finally {
      await gate.end();
    }
  }

  it('take a list once', async () => {
    const list = { name: 'list.csv', text: listWith(news), asOf: '2026-12-01' };
    const [one, two] = [world, other].map(
      (at) => () => at.get(LedgerImportService).execute(list, { actor: 'cli', hash: null }),
    );
    expect(await together('ledger_import', one!, two!)).toEqual(['done', 'ledger.import_duplicate']);
    expect(await ask(world.url, `select count(*)::int as n from treaty_event where entered_by = 'cli'`)).toEqual([
      { n: 5 },
    ]);
  });

  it('enter an event once', async () => {
    const [one, two] = [world, other].map((at) => () => at.get(LedgerService).record(vietnam, 'staff:ada'));
    expect(await together('treaty_event', one!, two!)).toEqual(['done', 'ledger.duplicate']);
    expect(await ask(world.url, `select kind from treaty_event where iso = 'VN' and convention = 'APMBC'`)).toEqual([
      { kind: 'consented' },
    ]);
  });

  it('review an event once', async () => {
    const [event] = await ask<{ id: string }>(
      world.url,
      `select id from treaty_event where iso = 'VN' and convention = 'APMBC'`,
    );
    const review = (at: World, decision: 'verified' | 'rejected') => () =>
      at.get(LedgerService).review(event?.id ?? '', { decision, note: null }, 'staff:ben');
    expect(await together('treaty_event_review', review(world, 'verified'), review(other, 'rejected'))).toEqual([
      'done',
      'ledger.review_done',
    ]);
  });
});
