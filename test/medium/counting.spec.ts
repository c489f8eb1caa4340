import { differences } from '../support/count-ledger.js';
import { World } from '../support/world.js';

const people = (n: number, prefix: string): string[] =>
  Array.from({ length: n }, (_, index) => `${prefix}.${index}@example.org`);

describe('counting', () => {
  let world: World;
  let other: World;
  beforeAll(async () => {
    world = await World.create();
    other = await world.beside();
  });
  afterAll(async () => {
    await other.close();
    await world.close();
  });

  const signAll = async (petition: string, addresses: string[]) => {
    await Promise.all(
      addresses.map((email, index) => world.fillsIn(petition, email, { country: index % 2 ? 'FR' : 'GB' })),
    );
    return Promise.all(addresses.map(async (email) => (await world.tokensOf(petition, email)).confirm));
  };
  const numbersOf = async (petition: string) => {
    const rows = await world.database.prisma.signature.findMany({
      where: { petition: { slug: petition }, number: { not: null } },
    });
    return rows.map((row) => row.number ?? 0).sort((a, b) => a - b);
  };

  it('stays exact at every instant while two processes confirm and fold', async () => {
    const petition = await world.openPetition();
    const tokens = await signAll(petition, people(120, 'busy'));
    let busy = true;
    const seen: unknown[] = [];
    const watch = async (): Promise<void> => {
      while (busy) seen.push(...(await differences(world.url)));
    };
    const foldAgainAndAgain = async (): Promise<void> => {
      while (busy) await Promise.all([world.jobs.fold(), other.jobs.fold()]);
    };
    const watching = Promise.all([watch(), foldAgainAndAgain()]);
    for (let at = 0; at < tokens.length; at += 12) {
      const some = tokens.slice(at, at + 12);
      await Promise.all([...some.map((token) => world.opens(token)), ...some.map((token) => other.opens(token))]);
    }
    busy = false;
    await watching;
    expect(seen).toEqual([]);
    expect([await world.countOf(petition), await world.ledgerCountOf(petition)]).toEqual([120, 120]);
  });

  it('numbers the confirmed from 1 to n without a gap or a repeat', async () => {
    const petition = await world.openPetition();
    const tokens = await signAll(petition, people(50, 'numbered'));
    await Promise.all(tokens.map((token, index) => (index % 2 ? world : other).opens(token)));
    expect(await numbersOf(petition)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect((await world.looksAt('confirm', tokens[0] ?? '')).position).toBeGreaterThan(0);
  });

  it('shows the same number before and after folding, per country too', async () => {
    const petition = await world.openPetition();
    for (const token of await signAll(petition, people(7, 'folded'))) await world.opens(token);
    const before = await world.figuresOf(petition);
    await world.jobs.fold();
    expect(await world.database.prisma.countDelta.count()).toBe(0);
    expect(await world.figuresOf(petition)).toEqual(before);
    expect(before).toMatchObject({
      signatureCount: 7,
      goal: 100,
      byCountry: [
        { country: 'GB', count: 4 },
        { country: 'FR', count: 3 },
      ],
    });
  });

  it('counts each day what happened on it, and takes a signature out of the day on which it counted', async () => {
    const petition = await world.openPetition();
    const days: unknown[] = [];
    const next = async (deed: (tokens: Awaited<ReturnType<World['tokensOf']>>) => Promise<unknown>) => {
      world.clock.advance(24 * 3_600_000);
      await deed(await world.tokensOf(petition, 'days@example.org'));
      await world.jobs.fold();
      days.push(await differences(world.url));
    };
    await world.fillsIn(petition, 'days@example.org');
    await next(() => world.fillsIn(petition, 'days@example.org', { country: 'FR' }));
    await next(({ confirm }) => world.opens(confirm));
    await next(({ disown }) => world.disowns(disown));
    expect(days).toEqual([[], [], []]);
  });

  it('moves the goal on when it is reached', async () => {
    const petition = await world.openPetition({ goalSteps: [2, 5] });
    await world.confirms(petition, 'one@example.org');
    expect((await world.figuresOf(petition)).goal).toBe(2);
    await world.confirms(petition, 'two@example.org');
    expect((await world.figuresOf(petition)).goal).toBe(5);
  });

  it('counts what a check doubted once its owner confirms it, and not before', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'bot@example.org', {}, { method: 'form', honeypot: 'x' });
    expect(await world.figuresOf(petition)).toMatchObject({ signatureCount: 0, byCountry: [] });
    expect(await world.opens((await world.tokensOf(petition)).confirm)).toBe('confirmed');
    expect(await world.signatureOf(petition)).toMatchObject({ status: 'confirmed', shadowRule: null });
    expect(await world.figuresOf(petition)).toMatchObject({
      signatureCount: 1,
      byCountry: [{ country: 'GB', count: 1 }],
    });
    expect(await differences(world.url)).toEqual([]);
  });

  it('recounts every night and finds nothing to say', async () => {
    expect(await world.jobs.recount()).toBe(0);
    expect(await world.database.prisma.countAlarm.count()).toBe(0);
  });

  it('raises an alarm when a signature was changed behind the counter, and corrects nothing silently', async () => {
    const apart = await World.create();
    try {
      const petition = await apart.openPetition();
      await apart.confirms(petition, 'moved@example.org', { country: 'GB' });
      await apart.jobs.fold();
      const { id, petitionId } = await apart.signatureOf(petition);
      await apart.database.prisma.signature.update({ where: { id }, data: { country: 'UA' } });
      expect(await apart.jobs.recount()).toBe(2);
      const alarms = await apart.database.prisma.countAlarm.findMany({ orderBy: { country: 'asc' } });
      expect(alarms).toMatchObject([
        { petitionId, country: 'GB', counted: 1, recounted: 0, foundAt: apart.clock.now() },
        { petitionId, country: 'UA', counted: 0, recounted: 1, foundAt: apart.clock.now() },
      ]);
      expect((await apart.figuresOf(petition)).byCountry).toEqual([{ country: 'GB', count: 1 }]);
    } finally {
      await apart.close();
    }
  });
});
