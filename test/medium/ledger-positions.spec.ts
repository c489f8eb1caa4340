import { PositionsService } from '../../src/treaties/positions.service.js';
import { depositaryParties } from '../../src/treaties/position.status.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { World } from '../support/world.js';
import { FakeClock } from '../support/fakes.js';

describe('positions derived from the ledger', () => {
  let world: World;
  let positions: PositionsService;
  beforeAll(async () => {
    world = await World.create({}, new FakeClock(new Date('2026-11-24T12:00:00Z')));
    await world.get(TreatiesReference).load();
    positions = world.get(PositionsService);
  });
  afterAll(() => world.close());

  it.each([
    ['APMBC', '2026-02-03', 162, 162],
    ['APMBC', '2026-11-24', 162, 161],
    ['APMBC', '2025-06-26', 166, 164],
    ['APMBC', '2025-12-26', 166, 166],
    ['APMBC', '2025-12-27', 163, 163],
    ['APMBC', '2026-01-10', 162, 162],
    ['APMBC', '2026-02-21', 161, 161],
    ['CCM', '2026-02-03', 112, 111],
    ['CCM', '2026-11-24', 112, 112],
    ['CCM', '2025-03-05', 112, 112],
    ['CCM', '2025-03-07', 111, 111],
  ] as const)('%s on %s has %i parties, %i of them in force', async (convention, on, parties, inForce) => {
    const { totals } = await positions.on(convention, on, 'en');
    expect({ parties: totals.parties, inForce: totals.inForce }).toEqual({ parties, inForce });
  });

  it.each([
    ['APMBC', '1999-03-01', 45],
    ['CCM', '2010-08-01', 30],
  ] as const)('%s on %s, the day it entered into force, binds %i', async (convention, on, inForce) => {
    expect((await positions.on(convention, on, 'en')).totals.inForce).toBe(inForce);
  });

  it('counts signatories, those that left and those that never joined as the depositary does', async () => {
    const ccm = (await positions.on('CCM', '2026-02-03', 'en')).totals.byPosition;
    expect(ccm).toMatchObject({ signatory: 12, withdrawn: 1, not_party: 74 });
    const apmbc = (await positions.on('APMBC', '2026-11-24', 'en')).totals.byPosition;
    expect(apmbc).toMatchObject({ signatory: 0, withdrawn: 5, not_party: 32, contracting: 1 });
  });

  it('counts 164 states that are party to at least one', async () => {
    expect(await positions.partiesToAny('2026-11-24')).toHaveLength(164);
  });

  it('differs between 26 and 27 December 2025 by Estonia, Latvia and Lithuania alone', async () => {
    const at = async (on: string) =>
      new Map((await positions.on('APMBC', on, 'en')).positions.map(({ iso, position }) => [iso, position]));
    const [before, after] = [await at('2025-12-26'), await at('2025-12-27')];
    expect(
      [...before]
        .filter(([iso, position]) => after.get(iso) !== position)
        .map(([iso]) => iso)
        .sort(),
    ).toEqual(['EE', 'LT', 'LV']);
  });

  it('shows Lebanon as imprecise, with no day: that of its source, which was shown before, is none of its treaty relations', async () => {
    const lebanon = async (on: string) =>
      (await positions.ofState('LB', on)).find(({ convention }) => convention === 'APMBC');
    expect(await lebanon('2026-02-03')).toMatchObject({ position: 'not_party' });
    expect(await lebanon('2026-11-23')).toMatchObject({
      position: 'contracting',
      since: null,
      sinceIn: '2026',
      provisional: true,
    });
  });

  it('keeps Ukraine a party, whatever it claimed', async () => {
    const [apmbc] = await positions.ofState('UA', '2026-11-24');
    expect(apmbc).toMatchObject({ position: 'party', since: '2006-06-01' });
    expect(apmbc?.events.map(({ kind }) => kind)).toContain('suspension_claimed');
  });

  it('draws the curve of membership with the peak of 166 in June 2025', async () => {
    const curve = await positions.curve('APMBC');
    expect(curve.reduce((top, point) => (point.n > top.n ? point : top))).toEqual({ on: '2025-06-25', n: 166 });
    // Lebanon joined on a day that is not known, and so stands at no point of the curve.
    expect(curve.at(-1)).toEqual({ on: '2026-02-20', n: 161 });
    for (const { on, n } of curve.filter((_, index) => index % 40 === 0))
      expect((await positions.on('APMBC', on, 'en')).totals.parties).toBe(n);
  });

  it('names a source for every state, also for those that never joined', async () => {
    const rows = (await positions.on('APMBC', '2026-11-24', 'en')).positions;
    expect(rows).toHaveLength(199);
    expect(rows.filter(({ sources }) => sources.length === 0)).toEqual([]);
    const undated = rows.filter(({ position, since }) => depositaryParties.includes(position) && since === null);
    expect(undated.map(({ iso }) => iso)).toEqual(['LB']);
  });
});
