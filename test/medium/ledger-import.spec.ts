import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '../../src/access/audit.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { LedgerImportService, type ListFile } from '../../src/treaties/ledger-import.service.js';
import type { ImportPlan } from '../../src/treaties/ledger-plan.js';
import { LedgerService } from '../../src/treaties/ledger.service.js';
import type { ConventionCode } from '../../src/treaties/position.status.js';
import { PositionsService } from '../../src/treaties/positions.service.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { newTreatyEvent } from '../../src/treaties/treaties.schema.js';
import { FakeClock } from '../support/fakes.js';
import { ledgerSum, listWith, news, originalList } from '../support/ledger.js';
import { World } from '../support/world.js';
import { ask, checksums } from '../support/whole-database.js';

const december = () => new FakeClock(new Date('2026-12-02T12:00:00Z'));
const loaded = async (clock = december()): Promise<World> => {
  const world = await World.create({}, clock);
  await world.get(TreatiesReference).load();
  return world;
};
const file = (text: string, more: Partial<ListFile> = {}): ListFile => ({
  name: 'list.csv',
  text,
  asOf: '2026-12-01',
  ...more,
});
const inWords = ({ changes }: ImportPlan): string[] =>
  changes.map(({ event, corrects }) => {
    const instead = corrects ? ` for ${corrects.on ?? corrects.in}` : '';
    return `${event.iso} ${event.convention} ${event.kind} ${event.on ?? event.in}${instead}`;
  });

describe('a refreshed depositary list', () => {
  let world: World;
  beforeAll(async () => {
    world = await loaded();
  });
  afterAll(() => world.close());

  const imports = () => world.get(LedgerImportService);
  const position = async (iso: string, convention: ConventionCode, on = '2026-12-02') =>
    (await world.get(PositionsService).ofState(iso, on)).find((one) => one.convention === convention);
  const refuses = async (list: ListFile, code: string, problem: RegExp, hash: string | null = null) => {
    const before = await ledgerSum(world.url);
    const refusal = {
      code,
      httpStatus: 422,
      problems: expect.arrayContaining([expect.stringMatching(problem)]) as unknown,
    };
    if (hash === null) await expect(imports().plan(list)).rejects.toMatchObject(refusal);
    await expect(imports().execute(list, { actor: 'cli', hash })).rejects.toMatchObject(refusal);
    expect(await ledgerSum(world.url)).toEqual(before);
  };

  it('that says what the ledger says changes no event', async () => {
    const plan = await imports().plan(file(listWith()));
    expect([plan.changes, plan.extra]).toEqual([[], []]);
    expect(plan.totals).toEqual({ APMBC: { before: 162, after: 162 }, CCM: { before: 112, after: 112 } });
  });

  it('is compared without writing anything, and shows exactly what is new and what is corrected', async () => {
    const before = await checksums(world.url);
    const plan = await imports().plan(file(listWith(news), { parties: { APMBC: 162, CCM: 113 } }));
    expect(inWords(plan).sort()).toEqual([
      'FR APMBC notice_received 2026-11-12',
      'KH CCM consented 2026-11-10',
      'KH CCM entered_into_force 2027-05-01',
      'LB APMBC consented 2026-05-07 for 2026',
      'LB APMBC entered_into_force 2026-11-01',
    ]);
    expect(plan.extra).toEqual([]);
    expect(plan.totals).toEqual({ APMBC: { before: 162, after: 162 }, CCM: { before: 112, after: 113 } });
    expect((await imports().plan(file(listWith(news)))).hash).toBe(plan.hash);
    expect(await checksums(world.url)).toEqual(before);
  });

  it('names what is in the ledger but no longer in the list, and keeps it', async () => {
    const silent = await imports().plan(file(listWith({ 'AO APMBC': { date_signed: '' } })));
    expect(silent.extra.map(({ iso, kind, on }) => `${iso} ${kind} ${on}`)).toEqual(['AO signed 1997-12-04']);
    expect(silent.changes).toEqual([]);
  });

  describe('is refused, and nothing is written,', () => {
    const party = { status: 'state_party', consent_type: 'accession', date_consent_precision: 'day' };
    it.each<[string, Record<string, Record<string, string>>, Partial<ListFile>, string, RegExp]>([
      [
        'when its printed totals are others',
        news,
        { parties: { APMBC: 162, CCM: 112 } },
        'ledger.import_totals',
        /^CCM: the list names 113 parties, the total printed on it is 112\.$/,
      ],
      [
        'when it calls a party withdrawn before the effect',
        { 'FR APMBC': { ...news['FR APMBC'], status: 'withdrawn', date_withdrawal_effective: '2027-05-12' } },
        {},
        'ledger.import_conflict',
        /^Line \d+: the list says withdrawn, but by its dates and the ledger FR APMBC is notice_running on 2026-12-01\.$/,
      ],
      [
        'when it calls a party one that has left',
        { 'EE APMBC': { status: 'state_party' } },
        {},
        'ledger.import_conflict',
        /EE APMBC is withdrawn/,
      ],
      [
        'when it drops a consent the ledger holds',
        {
          'FR CCM': { status: 'non_party', date_signed: '', consent_type: '', date_consent: '', entry_into_force: '' },
        },
        {},
        'ledger.import_conflict',
        /FR CCM is party/,
      ],
      [
        'when a consent is older than the convention',
        { 'US CCM': { ...party, date_consent: '2007-05-01' } },
        {},
        'ledger.import_conflict',
        /^Line \d+: consented 2007-05-01: .*\(ledger\.before_convention\)$/,
      ],
      [
        'when a consent is later than the list',
        { 'US CCM': { ...party, date_consent: '2026-12-20' } },
        {},
        'ledger.import_conflict',
        /\(ledger\.in_future\)$/,
      ],
      [
        'when a withdrawal comes before the consent',
        { 'FR APMBC': { date_withdrawal_notified: '1998-01-01' } },
        {},
        'ledger.import_invalid',
        /the withdrawal is earlier than the consent\.$/,
      ],
      [
        'when a country does not exist',
        { 'US CCM': { iso_a2: 'QQ' } },
        {},
        'ledger.import_invalid',
        /^Line \d+: unknown country code "QQ"\.$/,
      ],
      [
        'when it is older than the list the ledger follows',
        news,
        { asOf: '2026-11-22' },
        'ledger.import_outdated',
        /of 2026-11-23\.$/,
      ],
      ['when its day is in the future', news, { asOf: '2062-12-01' }, 'ledger.import_in_future', /2062-12-01/],
    ])('%s', async (_, changes, more, code, problem) => {
      await refuses(file(listWith(changes), more), code, problem);
    });

    it('when it is the file that bundled data', async () => {
      await refuses(file(originalList()), 'ledger.import_duplicate', /imported into the ledger before/);
    });

    it('when the ledger has changed since the difference was shown', async () => {
      const list = file(
        listWith({ 'SG CCM': { ...party, date_consent: '2026-11-20', entry_into_force: '2027-05-01' } }),
      );
      const { hash } = await imports().plan(list);
      const event = {
        iso: 'SG',
        convention: 'CCM',
        kind: 'consented',
        consentKind: 'accession',
        on: '2026-11-19',
        asOf: '2026-11-25',
        confidence: 'high',
      };
      const source = { sourceTitle: 'Depositary notification', sourceUrl: 'https://treaties.un.org/notification' };
      const { id } = await world
        .get(LedgerService)
        .record(await validate(newTreatyEvent, { ...event, ...source }), 'staff:ada');
      await refuses(list, 'ledger.import_changed', /Check it again/, hash);
      await world.get(LedgerService).review(id, { decision: 'rejected', note: null }, 'staff:ben');
      expect((await imports().plan(list)).hash).toBe(hash);
    });
  });

  it('waits for a second person when it is taken, and changes positions when that person has verified it', async () => {
    const list = file(listWith(news));
    const { hash } = await imports().plan(list);
    await imports().execute(list, { actor: 'cli', hash });
    const waiting = await world.get(LedgerService).waiting();
    expect(waiting.map(({ iso, enteredBy }) => `${iso} ${enteredBy}`).sort()).toEqual([
      'FR cli',
      'KH cli',
      'KH cli',
      'LB cli',
      'LB cli',
    ]);
    expect(await position('FR', 'APMBC')).toMatchObject({ position: 'party', checked: { asOf: '2026-12-01' } });
    expect(await position('KH', 'CCM')).toMatchObject({ position: 'not_party' });
    expect(await position('LB', 'APMBC')).toMatchObject({ position: 'contracting', provisional: true });

    const importId = waiting[0]?.importId ?? '';
    await expect(world.get(LedgerService).verifyImport(importId, 'cli')).rejects.toMatchObject({
      code: 'ledger.own_event',
    });
    expect(await world.get(LedgerService).verifyImport(importId, 'staff:ben')).toBe(5);
    expect(await position('FR', 'APMBC')).toMatchObject({
      position: 'notice_running',
      since: '2026-11-12',
      clock: { expiry: '2027-05-12' },
    });
    expect(await position('KH', 'CCM')).toMatchObject({ position: 'contracting', since: '2026-11-10' });
    expect(await position('LB', 'APMBC')).toMatchObject({ position: 'party', since: '2026-11-01', provisional: false });
    expect(await position('LB', 'APMBC', '2026-05-06')).toMatchObject({ position: 'not_party' });
    expect(await position('LB', 'APMBC', '2026-05-07')).toMatchObject({ position: 'contracting', since: '2026-05-07' });
    expect((await world.get(PositionsService).on('CCM', '2026-12-02', 'en')).totals.parties).toBe(113);
    const audit = (await world.get(AuditLog).list()).rows.map(({ actor, action }) => `${actor} ${action}`);
    expect(audit).toEqual(expect.arrayContaining(['cli ledger.imported', 'staff:ben ledger.import_verified']));
  });

  it('is taken once, and no older one after it', async () => {
    await refuses(
      file(listWith(news), { name: 'renamed.csv', asOf: '2026-12-02' }),
      'ledger.import_duplicate',
      /before/,
    );
    await refuses(file(listWith(), { asOf: '2026-11-30' }), 'ledger.import_outdated', /of 2026-12-01\.$/);
  });
});

describe('the reference data', () => {
  const figures =
    'select (select count(*)::int from state) as states, (select count(*)::int from treaty_event) as events, (select count(*)::int from ledger_import) as lists';

  it('are loaded once, also by two processes that start at the same moment, and are public at once', async () => {
    const world = await World.create({}, december());
    const other = await world.beside();
    try {
      await Promise.all([world, other].map((one) => one.get(TreatiesReference).load()));
      const [first] = await ask<{ states: number; events: number; lists: number }>(world.url, figures);
      expect(first).toMatchObject({ states: 199, lists: 1 });
      expect(
        await ask(
          world.url,
          'select iso, convention, kind, happened_on, note from treaty_event group by 1, 2, 3, 4, 5 having count(*) > 1',
        ),
      ).toEqual([]);
      expect(await world.get(LedgerService).waiting()).toEqual([]);
      const before = await checksums(world.url);
      await other.get(TreatiesReference).load();
      expect(await checksums(world.url)).toEqual(before);
    } finally {
      await other.close();
      await world.close();
    }
  });

  it('are taken up again after a start that was cut short', async () => {
    const world = await World.create({}, december());
    try {
      await ask(world.url, `alter table treaty_event add constraint cut check (import_id is not null)`);
      await expect(world.get(TreatiesReference).load()).rejects.toThrow();
      await ask(world.url, 'alter table treaty_event drop constraint cut');
      const [cut] = await ask<{ events: number }>(world.url, figures);
      await world.get(TreatiesReference).load();
      const [whole] = await ask<{ events: number }>(world.url, figures);
      expect(cut?.events).toBeGreaterThan(700);
      expect(whole?.events).toBeGreaterThan(cut?.events ?? 0);
      const ukraine = await world.get(PositionsService).ofState('UA', '2026-12-02');
      expect(ukraine.flatMap(({ events }) => events.map(({ kind }) => kind))).toContain('suspension_claimed');
    } finally {
      await world.close();
    }
  });

  it('are loaded on a machine whose clock is behind', async () => {
    const world = await loaded(new FakeClock(new Date('2020-01-01T00:00:00Z')));
    try {
      expect((await world.get(PositionsService).on('APMBC', '2026-11-24', 'en')).totals.parties).toBe(162);
    } finally {
      await world.close();
    }
  });
});
