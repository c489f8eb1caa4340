import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { days, hours, minutes, utcDay } from '../../src/platform/clock.js';
import { World } from '../support/world.js';

const perDay = 3;

/** Ways to spell one mailbox. */
const spellings = (name: string): string[] => [
  `${name}@gmail.com`,
  `${name}+a@gmail.com`,
  `${name.toUpperCase()}+b@googlemail.com`,
  `${name[0]}.${name.slice(1)}@gmail.com`,
];

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      action: fc.constant('sign' as const),
      petition: fc.nat(2),
      spelling: fc.nat(3),
      shadow: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ action: fc.constant('confirm' as const), petition: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ action: fc.constant('disown' as const), petition: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ action: fc.constant('remind' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ action: fc.constant('wait' as const), hours: fc.constantFrom(0.25, 1, 9, 25, 49) }),
  },
);

describe('the mail allowance of a mailbox', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create({ MAIL_PER_ADDRESS_PER_DAY: String(perDay) });
  });
  afterAll(() => world.close());

  /** Emails to a mailbox, per UTC day, as the SMTP server saw them. */
  const watch = (): Map<string, number> => {
    const received = new Map<string, number>();
    world.smtp.onSend = (mail) => {
      const mailbox = mail.to
        .toLowerCase()
        .replace(/\+.*@|@/, '@')
        .replaceAll('.', '');
      const key = `${mailbox.split('@')[0] ?? ''} ${utcDay(world.clock.now())}`;
      received.set(key, (received.get(key) ?? 0) + 1);
    };
    return received;
  };

  it('is never exceeded, in any order of sign-ups, spellings, petitions, confirmations, erasures and reminders', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 30 }), async (actions) => {
        const received = watch();
        const name = `p${randomBytes(5).toString('hex')}`;
        const petitions = [await world.openPetition(), await world.openPetition(), await world.openPetition()];
        for (const next of actions) {
          const petition = 'petition' in next ? (petitions[next.petition] ?? '') : '';
          const links = () => world.tokensOf(petition).catch(() => null);
          if (next.action === 'sign')
            await world.fillsIn(
              petition,
              spellings(name)[next.spelling] ?? '',
              {},
              next.shadow ? { method: 'form', honeypot: 'x' } : {},
            );
          else if (next.action === 'remind') await world.jobs.remind();
          else if (next.action === 'wait') {
            // An email that leaves late leaves on the day it was counted for, unless nobody sends it then.
            world.clock.advance(minutes(15));
            await world.sendDue();
            world.clock.advance(hours(next.hours));
          } else {
            const tokens = await links();
            if (tokens)
              await (next.action === 'confirm'
                ? world.opens(tokens.confirm).catch(() => undefined)
                : world.disowns(tokens.disown));
          }
          await world.sendDue();
        }
        expect(Math.max(0, ...received.values())).toBeLessThanOrEqual(perDay);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('is used by anyone who signs with the address, under whichever petition', async () => {
    watch();
    const petitions = [await world.openPetition(), await world.openPetition()];
    for (let round = 0; round < 4; round++) {
      for (const petition of petitions) await world.signs(petition, spellings('spender')[round] ?? '');
      world.clock.advance(minutes(11));
    }
    expect(world.smtp.sent.filter((mail) => /^s\.?pender/i.test(mail.to))).toHaveLength(perDay);
  });

  it('starts again with the next day in UTC, to the second', async () => {
    watch();
    const petitions = [
      await world.openPetition(),
      await world.openPetition(),
      await world.openPetition(),
      await world.openPetition(),
    ];
    const untilMidnight = days(1) - (world.clock.now().getTime() % days(1));
    world.clock.advance(untilMidnight - 1000);
    for (const petition of petitions) await world.signs(petition, 'midnight@example.org');
    expect(world.smtp.to('midnight@example.org')).toHaveLength(perDay);
    world.clock.advance(1000);
    await world.signs(petitions[perDay] ?? '', 'midnight@example.org');
    expect(world.smtp.to('midnight@example.org')).toHaveLength(perDay + 1);
  });

  it('lets a sign-up without an email be confirmed by the earlier email', async () => {
    watch();
    const petition = await world.openPetition();
    let token: string | undefined;
    for (let round = 0; round < perDay + 2; round++)
      token = await world.signs(petition, 'many@example.org', { country: round > perDay ? 'UA' : 'GB' });
    expect(await world.opens(token ?? '')).toBe('confirmed');
    expect((await world.figuresOf(petition)).byCountry).toEqual([{ country: 'UA', count: 1 }]);
  });
});
