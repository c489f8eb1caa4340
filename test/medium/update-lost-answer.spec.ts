import { UpdateMailings } from '../../src/updates/sending/mailings.service.js';
import { UpdateDispatcher } from '../../src/updates/sending/update-dispatcher.js';
import { UpdateQueue } from '../../src/updates/sending/update-queue.service.js';
import { FakeClock, smtpError } from '../support/fakes.js';
import { until } from '../support/until.js';
import { publishUpdate, readers, startMailing, sumsOf } from '../support/updates.js';
import { World } from '../support/world.js';

/** A moment that a test lets come. */
function moment(): { comes: () => void; hasCome: Promise<void> } {
  let comes: () => void = () => undefined;
  const hasCome = new Promise<void>((resolve) => (comes = resolve));
  return { comes, hasCome };
}

describe('an email of an update that was deferred, when the answer of the database is lost with its connection', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create({}, new FakeClock());
  });
  afterAll(() => world.close());

  it('is not sent twice', async () => {
    const petition = await world.openPetition();
    const ada = `ada@${petition}.example`;
    await readers(world, petition, [ada]);
    const update = await publishUpdate(world, petition);
    await startMailing(world, update, { petitions: [petition] });
    const queue = world.get(UpdateQueue);
    const settle = queue.settle.bind(queue);
    const recordedAgain = moment();
    let times = 0;
    queue.settle = async (outcome) => {
      await settle(outcome);
      times++;
      if (times === 2) recordedAgain.comes();
      if (times > 1) return;
      // It waits again, as the database knows; the dispatcher does not, and records it once more. Meanwhile its moment comes.
      world.clock.advance(5 * 60_000);
      throw new Error('connection lost');
    };
    let attempts = 0;
    world.smtp.onSend = async () => {
      if (++attempts === 1) throw smtpError(451, '4.7.1 later');
      await recordedAgain.hasCome;
    };
    const mails = () => world.smtp.to(ada).filter(({ headers }) => headers?.['List-Id'] !== undefined);
    world.clock.advance(10 * 60_000);
    world.get(UpdateDispatcher).start();
    await until('it is done', async () => {
      queue.lookAgain();
      return (await world.get(UpdateMailings).statusOf(update))?.state === 'done' || mails().length > 1;
    });
    expect(mails()).toHaveLength(1);
    expect(await sumsOf(world, update)).toEqual({ sent: 1 });
  });
});
