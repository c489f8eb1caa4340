import { solveChallenge } from 'altcha-lib/v1';
import { minutes } from '../../src/platform/clock.js';
import { ProofOfWork, type ProofOfWorkChallenge } from '../../src/petitions/proof-of-work.service.js';
import { FakeClock } from '../support/fakes.js';
import { World } from '../support/world.js';

const limit = 1;

/** What the page's script sends: the challenge with its solution, base64 of JSON. */
async function solve({ algorithm, challenge, maxnumber, salt, signature }: ProofOfWorkChallenge): Promise<string> {
  const solution = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
  return Buffer.from(JSON.stringify({ algorithm, challenge, number: solution?.number, salt, signature })).toString('base64');
}

describe('a proof of work', () => {
  let world: World;
  beforeAll(async () => {
    // The library compares with the real clock, so this world lives today.
    world = await World.create({ RATE_LIMIT_SIGNUPS: `${limit}/10m` }, new FakeClock(new Date()));
  });
  afterAll(() => world.close());

  const open = (terms: Parameters<World['openPetition']>[0] = {}) => world.openPetition({ opensOn: '2020-01-01', ...terms });
  const proof = async () => solve(await world.get(ProofOfWork).challenge());
  const sign = async (petition: string, email: string, altcha?: string) => {
    await world.fillsIn(petition, email, altcha === undefined ? {} : { altcha }, { ip: '198.51.100.1' });
    return (await world.signatureOf(petition, email)).shadowRule;
  };

  it('raises the limit of a network threefold, and not further', async () => {
    const petition = await open();
    const rules: (string | null)[] = [];
    for (let n = 0; n < limit * 3 + 1; n++) rules.push(await sign(petition, `proven.${n}@example.org`, await proof()));
    expect(rules).toEqual([...Array<null>(limit * 3).fill(null), 'range_limit']);
    expect(await sign(petition, 'unproven@example.org')).toBe('range_limit');
  });

  it('is accepted once, and once of two copies that arrive together', async () => {
    const proofs = world.get(ProofOfWork);
    const payload = await proof();
    expect((await Promise.all([proofs.verify(payload), proofs.verify(payload), proofs.verify(payload)])).sort()).toEqual([
      false,
      false,
      true,
    ]);
    expect(await proofs.verify(payload)).toBe(false);
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

  it('is over after twenty minutes', async () => {
    const stale = new FakeClock(new Date(Date.now() - minutes(21)));
    const past = await World.create({}, stale);
    const payload = await solve(await past.get(ProofOfWork).challenge());
    expect(await past.get(ProofOfWork).verify(payload)).toBe(false);
    await past.close();
  });

  it('is over after twenty minutes by the clock of the program', async () => {
    const payload = await proof();
    world.clock.advance(minutes(20) + 1000);
    const accepted = await world.get(ProofOfWork).verify(payload);
    world.clock.advance(-minutes(20) - 1000);
    expect(accepted).toBe(false);
  });

  it('is demanded by a petition that says so, and a sign-up without it stores nothing', async () => {
    const slug = await open();
    await world.database.prisma.petition.update({ where: { slug }, data: { proofOfWork: 'required' } });
    await expect(world.fillsIn(slug, 'none@example.org')).rejects.toMatchObject({
      code: 'altcha.required',
      httpStatus: 422,
      faults: [{ pointer: '/altcha', code: 'altcha.required' }],
    });
    const used = await proof();
    expect(await sign(slug, 'proven@example.org', used)).toBeNull();
    await expect(world.fillsIn(slug, 'replay@example.org', { altcha: used })).rejects.toMatchObject({ code: 'altcha.required' });
    expect(await world.database.prisma.signature.count({ where: { petition: { slug } } })).toBe(1);
  });
});
