import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { differences } from '../support/count-ledger.js';
import { World } from '../support/world.js';

const mailboxes = ['ada', 'bea', 'cid'] as const;
const countries = ['GB', 'FR', 'UA'] as const;
const actions = ['sign', 'confirm', 'disown', 'shadow', 'fold', 'nextDay'] as const;

interface Step {
  action: (typeof actions)[number];
  petition: 0 | 1;
  mailbox: (typeof mailboxes)[number];
  country: (typeof countries)[number];
}

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...actions),
  petition: fc.constantFrom(0, 1),
  mailbox: fc.constantFrom(...mailboxes),
  country: fc.constantFrom(...countries),
});

/** What a signature ought to be, told without a database. */
interface Expected {
  status: 'pending' | 'confirmed';
  country: string;
  shadowed: boolean;
}

describe('counting in any order of events', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());

  /** One run: two fresh petitions, three fresh mailboxes, and the expectation beside them. */
  class Run {
    private readonly expected = new Map<string, Expected>();
    private readonly tag = randomBytes(4).toString('hex');

    constructor(private readonly petitions: readonly string[]) {}

    async take({ action, petition: index, mailbox, country }: Step): Promise<void> {
      const petition = this.petitions[index] ?? '';
      const email = `${mailbox}.${this.tag}@example.org`;
      const key = `${petition} ${email}`;
      const known = this.expected.get(key);
      if (action === 'fold') await world.jobs.fold();
      else if (action === 'nextDay') world.clock.advance(25 * 3_600_000);
      else if (action === 'sign' || action === 'shadow') {
        const shadowed = action === 'shadow';
        await world.fillsIn(petition, email, { country }, shadowed ? { method: 'form', honeypot: 'x' } : {});
        const keeps = known && (known.status === 'confirmed' || (shadowed && !known.shadowed));
        if (!keeps) this.expected.set(key, { status: 'pending', country, shadowed });
      } else if (known) {
        const tokens = await world.tokensOf(petition, email);
        if (action === 'confirm') {
          await world.opens(tokens.confirm);
          Object.assign(known, { status: 'confirmed', shadowed: false }); // anyone who confirms from the mailbox is trusted
        } else {
          await world.disowns(tokens.disown);
          this.expected.delete(key);
        }
      }
    }

    async check(): Promise<void> {
      expect(await differences(world.url)).toEqual([]);
      for (const petition of this.petitions) {
        const counting = [...this.expected]
          .filter(([key, { status, shadowed }]) => key.startsWith(petition) && status === 'confirmed' && !shadowed)
          .map(([, { country }]) => country);
        const { signatureCount, byCountry } = await world.figuresOf(petition);
        expect(signatureCount).toBe(counting.length);
        const wanted = countries.map((country) => ({
          country,
          count: counting.filter((one) => one === country).length,
        }));
        expect(new Set(byCountry)).toEqual(new Set(wanted.filter(({ count }) => count > 0)));
      }
    }
  }

  it('keeps public number, counters and ledger equal after every step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const run = new Run([await world.openPetition(), await world.openPetition()]);
        for (const next of steps) {
          await run.take(next);
          await run.check();
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
    expect(await world.jobs.recount()).toBe(0);
  });
});
