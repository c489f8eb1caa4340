import { World } from '../support/world.js';

const people = (n: number, prefix: string): string[] =>
  Array.from({ length: n }, (_, index) => `${prefix}.${index}@example.org`);

describe('signing at several processes at once', () => {
  let one: World;
  let other: World;
  beforeAll(async () => {
    one = await World.create();
    other = await one.beside();
  });
  afterAll(async () => {
    await other.close();
    await one.close();
  });

  const signaturesOf = (petition: string) =>
    one.database.prisma.signature.findMany({ where: { petition: { slug: petition } } });

  it('ends with one signature for each mailbox, and an email to each', async () => {
    const petition = await one.openPetition();
    const addresses = people(60, 'first');
    await Promise.all([
      ...addresses.map((email) => one.fillsIn(petition, email, { country: 'FR' })),
      ...addresses.map((_, index) => other.fillsIn(petition, addresses.at(-1 - index) ?? '', { country: 'ES' })),
    ]);
    expect(await signaturesOf(petition)).toHaveLength(60);
    await one.sendDue();
    expect(addresses.filter((email) => one.smtp.to(email).length === 0)).toEqual([]);
  });

  it('ends with one signature when one mailbox signs in twenty spellings', async () => {
    const petition = await one.openPetition();
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? one : other).fillsIn(petition, `Ada.Lovelace+${n}@gmail.com`)),
    );
    expect(await signaturesOf(petition)).toHaveLength(1);
  });

  it('accepts all repeats that meet in opposite order, and loses none of them', async () => {
    const petition = await one.openPetition();
    const addresses = people(40, 'repeat');
    await Promise.all(addresses.map((email) => one.fillsIn(petition, email, { givenName: 'Before' })));
    await Promise.all([
      ...addresses.map((email) => one.fillsIn(petition, email, { givenName: 'After' })),
      ...[...addresses].reverse().map((email) => other.fillsIn(petition, email, { givenName: 'After' })),
    ]);
    const rows = await signaturesOf(petition);
    expect([rows.length, new Set(rows.map((row) => row.givenName))]).toEqual([40, new Set(['After'])]);
  });

  it('confirms a signature once when both processes are asked at the same moment', async () => {
    const petition = await one.openPetition();
    await one.fillsIn(petition, 'twice@example.org');
    const { confirm } = await one.tokensOf(petition);
    const outcomes = await Promise.all([
      one.opens(confirm),
      other.opens(confirm),
      one.opens(confirm),
      other.opens(confirm),
    ]);
    expect(outcomes.sort()).toEqual(['confirmed', 'repeated', 'repeated', 'repeated']);
    expect([await one.countOf(petition), await one.ledgerCountOf(petition)]).toEqual([1, 1]);
  });

  it('stays consistent when people sign, confirm and withdraw at the same time', async () => {
    const petition = await one.openPetition();
    const addresses = people(30, 'mixed');
    await Promise.all(addresses.map((email) => one.fillsIn(petition, email)));
    const tokens = await Promise.all(addresses.map((email) => one.tokensOf(petition, email)));
    await Promise.all([
      ...tokens.map(({ confirm }) => one.opens(confirm).catch(() => undefined)),
      ...addresses.map((email) => other.fillsIn(petition, email, { country: 'FR' })),
      ...tokens.filter((_, index) => index % 3 === 0).map(({ disown }) => other.disowns(disown)),
    ]);
    expect(await one.countOf(petition)).toBe(await one.ledgerCountOf(petition));
    expect(await one.jobs.recount()).toBe(0);
  });
});
