import { World } from '../support/world.js';
import { FakeClock, smtpError } from '../support/fakes.js';
import { publishUpdate, readers, sendsUpdates, startMailing, statesOf, sumsOf } from '../support/updates.js';
import { UpdateDispatcher } from '../../src/updates/sending/update-dispatcher.js';
import { days, utcDay } from '../../src/platform/clock.js';
import { addDays } from '../../src/platform/day.js';
import { UpdateMailings } from '../../src/updates/sending/mailings.service.js';

describe('the email of an update', () => {
  let world: World;
  let petition: string;

  beforeAll(async () => {
    world = await World.create({ UPDATE_APPROVAL_ABOVE: '1000' }, new FakeClock());
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    petition = await world.openPetition();
    world.smtp.onSend = () => undefined;
  });

  const someone = (name: string): string => `${name}@${petition}.example`;
  const mailsTo = (email: string) => world.smtp.to(email).filter(({ headers }) => headers?.['List-Id'] !== undefined);

  it('goes once to everybody who asked for news, and to nobody else', async () => {
    await readers(world, petition, [someone('ada'), someone('bob')]);
    await world.confirms(petition, someone('carol'));
    const update = await publishUpdate(world, petition);
    expect(await startMailing(world, update, { petitions: [petition] })).toBe(2);
    await world.get(UpdateDispatcher).sendDue();
    expect(mailsTo(someone('ada'))).toEqual([]);
    await sendsUpdates(world);
    await sendsUpdates(world);
    for (const name of ['ada', 'bob']) expect(mailsTo(someone(name))).toHaveLength(1);
    expect(mailsTo(someone('carol'))).toEqual([]);
    expect(await sumsOf(world, update)).toEqual({ sent: 2 });
    expect((await world.get(UpdateMailings).statusOf(update))?.state).toBe('done');
  });

  it('goes to so many a day while the sending domain warms up, and its page says on which day that will be done', async () => {
    const warming = await world.beside({ UPDATE_WARM_UP: '1' });
    try {
      await readers(world, petition, ['ada', 'bob', 'carol'].map(someone));
      const update = await publishUpdate(world, petition);
      await startMailing(world, update, { petitions: [petition] });
      await sendsUpdates(warming);
      expect(await sumsOf(world, update)).toEqual({ sent: 1, waiting: 2 });
      const lastDay = async (of: World) => (await of.get(UpdateMailings).statusOf(update))?.lastDay;
      expect(await lastDay(warming)).toBe(addDays(utcDay(world.clock.now()), 1));
      expect(await lastDay(world)).toBeNull();
      warming.clock.advance(days(1));
      expect(await lastDay(warming)).toBeNull();
      await sendsUpdates(warming);
      expect(await sumsOf(world, update)).toEqual({ sent: 3 });
    } finally {
      await warming.close();
    }
  });

  it('is given once more after a temporary refusal, and ends after a permanent one', async () => {
    await readers(world, petition, [someone('ada'), someone('bob')]);
    const update = await publishUpdate(world, petition);
    await startMailing(world, update, { petitions: [petition] });
    world.smtp.onSend = ({ to }) => {
      throw to === someone('ada') ? smtpError(451, '4.7.1 later') : smtpError(550, '5.1.1 unknown');
    };
    await sendsUpdates(world);
    expect(await statesOf(world, update)).toEqual({ [someone('ada')]: 'waiting', [someone('bob')]: 'refused' });
    world.smtp.onSend = () => undefined;
    await sendsUpdates(world);
    expect(await statesOf(world, update)).toEqual({ [someone('ada')]: 'sent', [someone('bob')]: 'refused' });
    expect(mailsTo(someone('ada'))).toHaveLength(1);
  });
});
