import { minutes } from '../../src/platform/clock.js';
import { ProofOfWork } from '../../src/supporters/proof-of-work.service.js';
import { solution } from '../support/proof-of-work.js';
import { World } from '../support/world.js';

const limit = 1;

describe('a proof of work', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create({ RATE_LIMIT_SIGNUPS: `${limit}/10m` });
  });
  afterAll(() => world.close());

  const proof = async () => solution(await world.get(ProofOfWork).challenge());
  const sign = async (petition: string, email: string, altcha?: string) => {
    await world.fillsIn(petition, email, altcha === undefined ? {} : { altcha }, { ip: '198.51.100.1' });
    return (await world.signatureOf(petition, email)).shadowRule;
  };

  it('raises the limit of a network threefold, and not further', async () => {
    const petition = await world.openPetition();
    const rules: (string | null)[] = [];
    for (let n = 0; n < limit * 3 + 1; n++) rules.push(await sign(petition, `proven.${n}@example.org`, await proof()));
    expect(rules).toEqual([...Array<null>(limit * 3).fill(null), 'range_limit']);
    expect(await sign(petition, 'unproven@example.org')).toBe('range_limit');
  });

  it('is accepted once, and once of two copies that arrive together', async () => {
    const proofs = world.get(ProofOfWork);
    const payload = await proof();
    expect(
      (await Promise.all([proofs.verify(payload), proofs.verify(payload), proofs.verify(payload)])).sort(),
    ).toEqual([false, false, true]);
    expect(await proofs.verify(payload)).toBe(false);
  });

  it('is accepted by one process only', async () => {
    const other = await world.beside();
    const payload = await proof();
    expect(await other.get(ProofOfWork).verify(payload)).toBe(true);
    expect(await world.get(ProofOfWork).verify(payload)).toBe(false);
    await other.close();
  });

  it('is forgotten when it would not be valid any more', async () => {
    const used = () => world.database.prisma.usedProof.count();
    await world.get(ProofOfWork).verify(await proof());
    expect(await used()).toBeGreaterThan(1);
    world.clock.advance(minutes(21));
    await world.get(ProofOfWork).verify(await proof());
    expect(await used()).toBe(1);
  });

  it('is not accepted with a changed number, salt, algorithm or signature, nor when it is not a proof at all', async () => {
    const proofs = world.get(ProofOfWork);
    const payload = await proof();
    const fields = JSON.parse(Buffer.from(payload, 'base64').toString()) as Record<string, unknown>;
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
    const changes = [
      { number: Number(fields.number) + 1 },
      { salt: 'other&' },
      { algorithm: 'SHA-1' },
      { algorithm: 'none' },
      { signature: 'x' },
      { signature: null },
    ];
    const forged = [
      ...changes.map((change) => encode({ ...fields, ...change })),
      encode(null),
      encode([]),
      encode(1),
      'not base64',
      '',
      '!!!!',
      payload.slice(4),
    ];
    for (const one of forged) expect([one, await proofs.verify(one)]).toEqual([one, false]);
    expect(await proofs.verify(payload)).toBe(true);
  });

  it('is over after twenty minutes, when a used one is forgotten too', async () => {
    const [unused, used] = [await proof(), await proof()];
    world.clock.advance(minutes(20) - 1000);
    expect(await world.get(ProofOfWork).verify(used)).toBe(true);
    world.clock.advance(1000);
    expect(await world.get(ProofOfWork).verify(unused)).toBe(false);
    world.clock.advance(minutes(20));
    await world.get(ProofOfWork).verify(await proof());
    expect(await world.get(ProofOfWork).verify(used)).toBe(false);
  });

  it('is demanded by a petition that says so, and a sign-up without it stores nothing', async () => {
    const slug = await world.openPetition();
    await world.database.prisma.petition.update({ where: { slug }, data: { proofOfWork: 'required' } });
    await expect(world.fillsIn(slug, 'none@example.org')).rejects.toMatchObject({
      code: 'altcha.required',
      httpStatus: 422,
      faults: [{ pointer: '/altcha', code: 'altcha.required' }],
    });
    const used = await proof();
    expect(await sign(slug, 'proven@example.org', used)).toBeNull();
    await expect(world.fillsIn(slug, 'replay@example.org', { altcha: used })).rejects.toMatchObject({
      code: 'altcha.required',
    });
    expect(await world.database.prisma.signature.count({ where: { petition: { slug } } })).toBe(1);
  });
});
