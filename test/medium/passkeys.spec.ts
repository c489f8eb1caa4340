import { AccessJobs } from '../../src/access/access.jobs.js';
import { PasskeyChallenges } from '../../src/access/passkey-challenges.service.js';
import { PasskeyListService } from '../../src/access/passkey-list.service.js';
import { PasskeyRegistrationService } from '../../src/access/passkey-registration.service.js';
import { SignInService } from '../../src/access/sign-in.service.js';
import { minutes } from '../../src/platform/clock.js';
import { StaffPerson } from '../support/staff-person.js';
import { World } from '../support/world.js';

/** What a passkey answers is tried in a browser, with an authenticator of its own; see browser/account.spec.ts. */
describe('passkeys', () => {
  let world: World;
  let owner: StaffPerson;
  beforeAll(async () => {
    world = await World.create();
    owner = await StaffPerson.joins(world, 'owner');
  });
  afterAll(() => world.close());

  const challenges = () => world.get(PasskeyChallenges);
  const challenge = () => Buffer.from(challenges().issue('confirm', owner.id)).toString('base64url');

  it('answer challenges of this server, for their purpose and account, for ten minutes', () => {
    const given = challenge();
    expect(challenges().isOurs('confirm', owner.id, given)).toBe(true);
    expect(challenges().isOurs('sign-in', owner.id, given)).toBe(false);
    expect(challenges().isOurs('confirm', '', given)).toBe(false);
    for (const forged of ['', 'AAAA', `${given}AA`, given.slice(2), Buffer.alloc(36).toString('base64url')])
      expect(challenges().isOurs('confirm', owner.id, forged)).toBe(false);
    world.clock.advance(minutes(10));
    expect(challenges().isOurs('confirm', owner.id, given)).toBe(false);
  });

  it('answer a challenge once, however many try at the same moment; what expired is forgotten', async () => {
    const given = challenge();
    const attempts = [1, 2, 3, 4].map(() => world.database.transaction((tx) => challenges().use(tx, given)));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await world.get(AccessJobs).forget();
    expect(await world.database.prisma.usedChallenge.count()).toBe(1);
    world.clock.advance(minutes(10));
    await world.get(AccessJobs).forget();
    expect(await world.database.prisma.usedChallenge.count()).toBe(0);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another shape', '[1]'],
    [
      'an unknown passkey',
      JSON.stringify({ id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: {}, clientExtensionResults: {} }),
    ],
    [
      'absurd contents',
      JSON.stringify({ id: 'a'.repeat(3000), rawId: 'a', type: 'public-key', response: { clientDataJSON: 5 } }),
    ],
  ])('are refused with one code when %s is sent', async (_, response) => {
    const refusal = { code: 'staff.passkey_refused', httpStatus: 422 };
    await expect(world.get(SignInService).signInWithPasskey(response)).rejects.toMatchObject(refusal);
    await expect(world.get(PasskeyRegistrationService).register(owner.id, 'Key', response)).rejects.toMatchObject(
      refusal,
    );
  });

  it('are made for the host of the public address, which must recognise its user', async () => {
    const options = JSON.parse(
      await world.get(PasskeyRegistrationService).options({ ...owner, name: 'Olga' }),
    ) as object;
    expect(options).toMatchObject({
      rp: { id: 'campaign.example.org' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });

  it('of others are neither renamed nor removed', async () => {
    const id = '0190aaaa-0000-7000-8000-00000000000a';
    const bytes = new Uint8Array([1, 2, 3]);
    const passkey = {
      id,
      staffId: owner.id,
      credentialId: bytes,
      publicKey: bytes,
      counter: 0n,
      name: 'Key',
      createdAt: world.clock.now(),
    };
    await world.database.prisma.staffPasskey.create({ data: passkey });
    const carl = await StaffPerson.joins(world, 'campaigner');
    const list = world.get(PasskeyListService);
    await expect(list.rename(carl.id, id, 'Mine')).rejects.toMatchObject({
      code: 'staff.passkey_not_found',
      httpStatus: 404,
    });
    await expect(list.remove(carl.id, id)).rejects.toMatchObject({ code: 'staff.passkey_not_found' });
    await list.rename(owner.id, id, 'Laptop');
    expect(await list.of(owner.id)).toMatchObject([{ name: 'Laptop', lastUsedAt: null }]);
  });
});
