import { forgetRatesJob, SharedLimits } from '../../src/platform/limits/shared-limits.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { SignInService } from '../../src/access/sign-in.service.js';
import { minutes } from '../../src/platform/clock.js';
import { World } from '../support/world.js';

describe('limits of several processes', () => {
  let one: World;
  let two: World;
  const limits = (world: World) => world.get(SharedLimits);
  const spend = (world: World, key: string, times = 1, seconds = 600) => {
    let last = { consumed: 0, waitSeconds: 0 };
    for (let n = 0; n < times; n++) last = limits(world).spend('trial', key, seconds);
    return last;
  };
  const exchange = async () => {
    await limits(one).exchange();
    await limits(two).exchange();
  };

  beforeAll(async () => {
    one = await World.create({ RATE_LIMIT_SIGNUPS: '5/10m' });
    two = await one.beside({ RATE_LIMIT_SIGNUPS: '5/10m' });
  });
  afterAll(async () => {
    await two.close();
    await one.close();
  });

  it('are one limit: a process knows the total a second after an attempt there', async () => {
    spend(one, 'a', 30);
    spend(two, 'a', 20);
    spend(two, 'b', 7);
    await exchange();
    spend(one, 'a');
    await exchange();
    expect([spend(one, 'a').consumed, spend(two, 'b').consumed, spend(one, 'c').consumed]).toEqual([52, 8, 1]);
    spend(two, 'a');
    await exchange();
    expect(spend(two, 'a').consumed).toBe(54);
  });

  it('end together, at the time of the process that counted first', async () => {
    spend(one, 'window', 9, 600);
    await exchange();
    one.clock.advance(minutes(4));
    spend(two, 'window', 1, 600);
    await exchange();
    expect(spend(two, 'window', 1, 600)).toEqual({ consumed: 11, waitSeconds: 360 });
    one.clock.advance(minutes(6));
    expect(spend(two, 'window', 1, 600)).toEqual({ consumed: 1, waitSeconds: 600 });
    await exchange();
    spend(one, 'window');
    await exchange();
    expect(spend(one, 'window').consumed).toBe(3);
  });

  it('count every attempt once, whenever the counts are exchanged', async () => {
    const exchanges = [];
    for (let n = 0; n < 200; n++) {
      spend(n % 3 === 0 ? two : one, 'steady');
      if (n % 7 === 0) exchanges.push(limits(one).exchange(), limits(two).exchange());
    }
    await Promise.all(exchanges);
    await exchange();
    expect(spend(two, 'steady').consumed).toBe(201);
  });

  it('of sign-ups refuse at one process what was used up at the other', async () => {
    const petition = await one.openPetition();
    const from = { ip: '198.51.100.9', method: 'api' as const };
    for (let n = 0; n < 50; n++) await one.fillsIn(petition, `s${n}@gmail.com`, {}, from);
    await two.fillsIn(petition, 'first@gmail.com', {}, from);
    await exchange();
    await expect(two.fillsIn(petition, 'late@gmail.com', {}, from)).rejects.toMatchObject({
      code: 'signup.rate_limited',
    });
  });

  it('of sign-in hold for all processes together', async () => {
    for (let n = 0; n < 60; n++) limits(one).spend('sign-in', '198.51.100.0/24', 600);
    limits(two).spend('sign-in', '198.51.100.0/24', 600);
    await exchange();
    const tries = { email: 'nobody@example.org', password: 'not the password' };
    await expect(two.get(SignInService).signIn(tries, undefined, '198.51.100.3')).rejects.toMatchObject({
      code: 'rate.limited',
    });
  });

  it('are stored as keyed hashes, and forgotten when their window has ended', async () => {
    spend(one, '203.0.113.0/24');
    await exchange();
    const rows = () => one.database.prisma.rateCount.findMany();
    expect((await rows()).every(({ key }) => key.length === 32)).toBe(true);
    one.clock.advance(minutes(61));
    await one.database.transaction((tx) => one.get(Jobs).add(tx, forgetRatesJob, {}));
    await one.get(Jobs).runDue();
    expect(await rows()).toEqual([]);
  });
});
