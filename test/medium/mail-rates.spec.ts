import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { takeSlots } from '../../src/platform/mail/outbox.sql.js';
import { World } from '../support/world.js';

/** Sends at instants (milliseconds), how many at each. */
type Sends = { at: number; taken: number }[];

/** The most that may be sent in `milliseconds`: the rate, and what a pause of at most a second (or one slot) has saved up. */
const allowed = (perSecond: number, milliseconds: number): number =>
  (perSecond * milliseconds) / 1000 + Math.max(perSecond, 1);

/** The largest excess over the allowance in any stretch of time that begins and ends with a send. */
function worstExcess(sends: Sends, perSecond: number): number {
  let worst = -Infinity;
  for (let from = 0; from < sends.length; from++) {
    let sum = 0;
    for (const { at, taken } of sends.slice(from)) {
      sum += taken;
      worst = Math.max(worst, sum - allowed(perSecond, at - (sends[from]?.at ?? 0)));
    }
  }
  return worst;
}

describe('the sending rate', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());

  const claims = fc.array(
    fc.record({ pause: fc.oneof(fc.nat(20), fc.nat(3_000)), wanted: fc.integer({ min: 1, max: 50 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  const rates = fc.constantFrom(0.2, 0.5, 1, 3, 7, 10, 70, 300, 700);

  it('holds in every stretch of time, for any claims at any intervals', async () => {
    await fc.assert(
      fc.asyncProperty(rates, claims, async (perSecond, asked) => {
        const key = `any ${randomInt(2 ** 40)}`;
        const sends: Sends = [];
        let at = world.clock.now().getTime();
        for (const { pause, wanted } of asked) {
          at += pause;
          sends.push({ at, taken: await takeSlots(world.database.prisma, key, perSecond, wanted, new Date(at)) });
        }
        expect(worstExcess(sends, perSecond)).toBeLessThanOrEqual(1e-6);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it.each([70, 300, 700])(
    'of %i a second is met to the slot by a dispatcher that asks every millisecond, and never exceeded',
    async (perSecond) => {
      const key = `steady ${perSecond}`;
      const begin = world.clock.now().getTime();
      const milliseconds = 200;
      let taken = 0;
      for (let elapsed = 0; elapsed <= milliseconds; elapsed++) {
        taken += await takeSlots(world.database.prisma, key, perSecond, 10, new Date(begin + elapsed));
      }
      expect(taken).toBe(Math.floor((perSecond * milliseconds) / 1000));
    },
  );
});

describe('MAIL_RATE and MAIL_DOMAIN_RATE', () => {
  let world: World;
  afterEach(() => world.close());

  const sign = async (addresses: string[]) => {
    const petition = await world.openPetition();
    await Promise.all(addresses.map((email) => world.fillsIn(petition, email)));
  };
  const many = (n: number, domain: string): string[] => Array.from({ length: n }, (_, index) => `p${index}@${domain}`);
  const sentTo = (domain: string): number => world.smtp.sent.filter((mail) => mail.to.endsWith(`@${domain}`)).length;

  it('send no more emails than the global rate allows, however often they are claimed', async () => {
    world = await World.create({ MAIL_RATE: '10' });
    const other = await world.beside({ MAIL_RATE: '10' });
    await sign(many(60, 'example.org'));
    const begin = world.clock.now().getTime();
    const sends: Sends = [];
    for (let round = 0; round < 30; round++) {
      const before = world.smtp.sent.length;
      await Promise.all([world.sendDue(), other.sendDue(), world.sendDue()]);
      sends.push({ at: world.clock.now().getTime() - begin, taken: world.smtp.sent.length - before });
      world.clock.advance(round % 3 === 0 ? 700 : 90);
    }
    await other.close();
    expect(worstExcess(sends, 10)).toBeLessThanOrEqual(1e-6);
    expect(world.smtp.sent).toHaveLength(60);
  });

  it('let a domain have its own rate while others go on', async () => {
    world = await World.create({ MAIL_DOMAIN_RATE: '1' });
    await sign([...many(30, 'slow.example'), ...many(1, 'quick.example'), ...many(1, 'other.example')]);
    await world.sendDue();
    world.clock.advance(1_000);
    await world.sendDue();
    expect([sentTo('slow.example'), sentTo('quick.example'), sentTo('other.example')]).toEqual([1, 1, 1]);
    for (let second = 0; second < 60; second++) {
      world.clock.advance(1_000);
      await world.sendDue();
      expect(sentTo('slow.example')).toBeLessThanOrEqual(second + 2);
    }
    expect(sentTo('slow.example')).toBe(30);
    const rows = await world.database.prisma.outboxMail.findMany();
    expect(rows.filter(({ attempts, status }) => attempts !== 1 || status !== 'sent')).toEqual([]);
  });

  it('let others through though more emails wait for one domain than a dispatcher claims', async () => {
    world = await World.create({ MAIL_DOMAIN_RATE: '1' });
    await sign(many(1_000, 'slow.example'));
    world.clock.advance(1);
    await sign(many(1, 'quick.example'));
    for (let look = 0; look < 5; look++) await world.sendDue();
    world.clock.advance(1_000);
    for (let look = 0; look < 5; look++) await world.sendDue();
    expect([sentTo('slow.example'), sentTo('quick.example')]).toEqual([1, 1]);
  });
});
