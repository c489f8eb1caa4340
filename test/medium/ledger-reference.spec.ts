import { Database } from '../../src/platform/database/database.js';
import { validate } from '../../src/platform/http/validation.js';
import { LedgerService } from '../../src/treaties/ledger.service.js';
import { PositionsService } from '../../src/treaties/positions.service.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { newTreatyEvent, referenceEvent } from '../../src/treaties/treaties.schema.js';
import { FakeClock } from '../support/fakes.js';
import { World } from '../support/world.js';

describe('the bundled facts', () => {
  let world: World;
  let ledger: LedgerService;
  let positions: PositionsService;
  beforeAll(async () => {
    world = await World.create({}, new FakeClock(new Date('2028-02-15T12:00:00Z')));
    await world.get(TreatiesReference).load();
    ledger = world.get(LedgerService);
    positions = world.get(PositionsService);
  });
  afterAll(() => world.close());

  const under = async (iso: string, on: string) =>
    (await positions.ofState(iso, on)).find(({ convention }) => convention === 'APMBC');
  const source = {
    sourceTitle: 'Depositary notification',
    sourceUrl: 'https://treaties.un.org/notification',
    confidence: 'high',
  };
  const enter = async (fields: Record<string, unknown>): Promise<string> => {
    const event = await validate(newTreatyEvent, { iso: 'UA', convention: 'APMBC', ...source, ...fields });
    const { id } = await ledger.record(event, 'staff:ada');
    await ledger.review(id, { decision: 'verified', note: null }, 'staff:ben');
    return id;
  };
  const countEvents = () => world.get(Database).prisma.treatyEvent.count();

  it('show what happened to Ukraine’s claim in a possible order, each with a link', async () => {
    const events = (await under('UA', '2026-11-24'))?.events.filter(({ kind }) => kind !== 'declaration') ?? [];
    expect(events.map(({ kind, on, in: period }) => `${kind} ${on ?? period}`)).toEqual([
      'signed 1999-02-24',
      'consented 2005-12-27',
      'entered_into_force 2006-06-01',
      'armed_conflict_began 2022-02-24',
      'withdrawal_announced 2025-06-29',
      'suspension_approved 2025-07-15',
      'suspension_claimed 2025-07-18',
      'objection 2025',
      'meeting_decision 2025-12',
    ]);
    expect(events.filter(({ source: { url } }) => url === null)).toEqual([]);
    expect(await under('UA', '2026-11-24')).toMatchObject({ position: 'party', specialStatus: 'suspension_claimed' });
    expect(await under('UA', '2025-07-17')).toMatchObject({ position: 'party', specialStatus: null });
  });

  it('know on whose word the armed conflict is in the ledger', async () => {
    const began = (await under('UA', '2026-11-24'))?.events.find(({ kind }) => kind === 'armed_conflict_began');
    expect(began).toMatchObject({
      on: '2022-02-24',
      source: { url: 'https://undocs.org/A/RES/ES-11/1', asOf: '2022-03-02' },
    });
  });

  it('distinguish recommendations by ministers from decisions of parliaments', async () => {
    const kinds = async (iso: string) =>
      (await under(iso, '2026-11-24'))?.events
        .filter(({ kind }) => kind.startsWith('withdrawal_'))
        .map(({ kind, on }) => `${kind} ${on}`);
    expect(await kinds('EE')).toEqual([
      'withdrawal_recommended 2025-03-18',
      'withdrawal_approved 2025-06-04',
      'withdrawal_effective 2025-12-27',
    ]);
    expect(await kinds('FI')).toEqual([
      'withdrawal_announced 2025-04-01',
      'withdrawal_approved 2025-06-19',
      'withdrawal_effective 2026-01-10',
    ]);
  });

  it('say how far the totals were checked, and which names no depositary admits', async () => {
    const { totals } = await positions.on('APMBC', '2026-11-24', 'en');
    expect(totals).toMatchObject({ parties: 162, inForce: 161, verifiedThrough: '2026-02-03', notAdmissible: 2 });
    expect(totals.byPosition.not_party - totals.notAdmissible).toBe(30);
    expect((await positions.on('APMBC', '2026-11-24', 'en')).positions.find(({ iso }) => iso === 'NR')?.name).toBe(
      'Naoero',
    );
  });

  it('print no day of ours as the day of a source', async () => {
    const rows = await positions.rows(null, null);
    const compiled = rows
      .flatMap(({ events }) => events)
      .filter(({ asOf, on }) => asOf === '2026-11-23' || on === '2026-11-23');
    expect(compiled).toEqual([]);
    const titles = rows.flatMap(({ events, checked }) => [
      ...events.map((event) => event.sourceTitle),
      checked?.title ?? '',
    ]);
    expect(titles.filter((title) => /stored copy|REPORT|general knowledge|Machine copy/.test(title))).toEqual([]);
  });

  it('suspend a notice by Ukraine while the war lasts, and let it be revoked until then', async () => {
    const notice = await enter({ kind: 'notice_received', on: '2027-04-04', asOf: '2027-04-05' });
    expect(await under('UA', '2027-10-03')).toMatchObject({
      position: 'notice_running',
      clock: { expiry: '2027-10-04', effective: null },
    });
    expect(await under('UA', '2027-10-04')).toMatchObject({ position: 'held_by_armed_conflict', since: '2027-10-04' });
    const shown = (await under('UA', '2027-10-04'))?.sources.map(({ url }) => url);
    expect(shown).toContain('https://undocs.org/A/RES/ES-11/1');
    await enter({ kind: 'notice_revoked', on: '2027-11-15', asOf: '2027-11-16', relatesTo: notice });
    await enter({ kind: 'armed_conflict_ended', on: '2028-01-31', asOf: '2028-02-01' });
    expect(await under('UA', '2028-02-15')).toMatchObject({ position: 'party', clock: { state: 'notice_revoked' } });
  });

  it('are brought to an installation of an earlier release, and leave what staff have entered alone', async () => {
    const database = world.get(Database);
    const before = await countEvents();
    await world.get(TreatiesReference).load();
    expect(await countEvents()).toBe(before);
    // As an earlier release had it.
    const old = {
      iso: 'EE',
      convention: 'APMBC',
      kind: 'withdrawal_announced',
      on: '2025-03-18',
      asOf: '2025-03-18',
      confidence: 'high',
    };
    const { id } = await database.transaction((tx) =>
      ledger.enter(tx, referenceEvent.parse({ ...old, sourceTitle: 'Reuters, 18 March 2025' }), 'reference'),
    );
    const review = {
      eventId: id,
      enteredBy: 'reference',
      decision: 'verified',
      reviewedBy: 'release',
      reviewedAt: new Date(),
    };
    await database.prisma.treatyEventReview.create({ data: review });
    const corrected = await database.prisma.treatyEvent.findFirstOrThrow({ where: { kind: 'objection', iso: 'UA' } });
    const mine = {
      kind: 'objection',
      in: '2025',
      asOf: '2025-12-05',
      note: 'By seven parties.',
      supersedes: corrected.id,
    };
    await enter(mine);
    await world.get(TreatiesReference).load();
    const kinds = (await under('EE', '2026-11-24'))?.events.map(({ kind }) => kind) ?? [];
    expect(kinds).not.toContain('withdrawal_announced');
    expect((await under('UA', '2026-11-24'))?.events.find(({ kind }) => kind === 'objection')?.note).toBe(
      'By seven parties.',
    );
  });
});
