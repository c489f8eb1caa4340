import fc from 'fast-check';
import { Suppressions } from '../../src/platform/mail/suppressions.js';
import { UpdateStopping } from '../../src/updates/feedback/stopping.service.js';
import { RecipientTokens } from '../../src/updates/sending/recipient-tokens.js';
import { UpdateMailings } from '../../src/updates/sending/mailings.service.js';
import { UpdateDispatcher } from '../../src/updates/sending/update-dispatcher.js';
import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { OwnDataLinks } from '../../src/petitions/own-data-links.service.js';
import { publishUpdate, readers, startMailing, sumsOf } from '../support/updates.js';
import { World } from '../support/world.js';

const people = ['ada', 'bob', 'eve', 'kim'] as const;
const person = fc.constantFrom(...people);
const act = fc.oneof(
  fc.record({ kind: fc.constantFrom('unsubscribe', 'stop everything', 'erase', 'suppress'), who: person }),
  fc.record({ kind: fc.constantFrom('pause', 'resume', 'send', 'half an hour'), who: person }),
);

describe('updates, for any order of what people do', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create({ UPDATE_MAILS_PER_WEEK: '2', UPDATE_APPROVAL_ABOVE: '1000' });
  });
  afterAll(() => world.close());

  it('never leave after a no, nor more often than the cap, and the sums always add up', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
        const petition = await world.openPetition();
        const address = (who: string): string => `${who}@run${++run}.${petition}.example`;
        const addresses = new Map(people.map((who) => [who, address(who)]));
        await readers(world, petition, [...addresses.values()]);
        const ids = new Map<string, string>();
        for (const [who, email] of addresses)
          ids.set(who, (await world.database.prisma.supporter.findFirstOrThrow({ where: { email } })).id);
        const updates: string[] = [];
        for (let n = 0; n < 3; n++) {
          updates.push(await publishUpdate(world, petition));
          await startMailing(world, updates[n] ?? '', { petitions: [petition] });
        }
        world.clock.advance(600_000);
        const refused = new Set<string>();
        const sentTo = new Map<string, Date[]>();
        world.smtp.onSend = ({ to }) => {
          const who = people.find((one) => addresses.get(one) === to);
          if (who === undefined) return;
          expect([who, refused.has(who)]).toEqual([who, false]);
          sentTo.set(who, [...(sentTo.get(who) ?? []), world.clock.now()]);
        };
        for (const { kind, who } of [...acts, { kind: 'resume', who: 'ada' }, { kind: 'send', who: 'ada' }]) {
          const id = ids.get(who) ?? '';
          const email = addresses.get(who as (typeof people)[number]) ?? '';
          if (kind === 'unsubscribe' || kind === 'stop everything') {
            const token = world.get(RecipientTokens).seal('unsubscribe', updates[0] ?? '', id);
            await world.get(UpdateStopping).stop(token, kind === 'unsubscribe' ? 'campaign' : 'everything');
            refused.add(who);
          } else if (kind === 'erase') {
            const token = /\/me\/([\w-]+)/.exec(world.get(OwnDataLinks).linkFor(id, 'en'))?.[1] ?? '';
            await world
              .get(OwnDataService)
              .forget(token)
              .catch(() => undefined);
            refused.add(who);
          } else if (kind === 'suppress') {
            await world.get(Suppressions).add(world.database.prisma, email, 'unsubscribed', 'test');
            refused.add(who);
          } else if (kind === 'pause' || kind === 'resume') {
            const mailings = world.get(UpdateMailings);
            for (const update of updates) await mailings[kind](update, 'staff:someone').catch(() => undefined);
          } else if (kind === 'half an hour') world.clock.advance(86_400_000 / 48);
          else if (kind === 'send') await world.get(UpdateDispatcher).sendDue();
          for (const update of updates) await sumsOf(world, update);
        }
        for (const [who, moments] of sentTo) expect([who, moments.length]).toEqual([who, Math.min(2, moments.length)]);
        world.smtp.onSend = () => undefined;
        for (const update of updates)
          await world
            .get(UpdateMailings)
            .cancel(update, 'staff:someone')
            .catch(() => undefined);
      }),
      { numRuns: 12 },
    );
  });
});
