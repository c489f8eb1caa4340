import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { days } from '../../src/platform/clock.js';
import { IntegrityService } from '../../src/petitions/integrity.service.js';
import { RetentionService } from '../../src/privacy/retention.service.js';
import { World } from '../support/world.js';

describe('the published number', () => {
  let world: World;
  beforeAll(async () => void (world = await World.create()));
  afterAll(() => world.close());

  it('comes with what is not in it, and why', async () => {
    const petition = await world.openPetition();
    const figures = () => world.get(IntegrityService).of(petition);
    await world.confirms(petition, 'stays@example.org');
    await world.confirms(petition, 'leaves@example.org');
    await world.fillsIn(petition, 'forgets@example.org');
    await world.fillsIn(petition, 'robot@example.org', {}, { honeypot: 'filled in' });
    // What showed at once would tell a stranger whether a mailbox had signed, and a robot that it was noticed.
    expect(await figures()).toEqual({
      confirmed: 2,
      imported: 0,
      waiting: 0,
      setAside: 0,
      setAsideUpTo: '2027-01-15',
      takenBack: 0,
      neverConfirmed: 0,
    });
    await world.disowns((await world.tokensOf(petition, 'leaves@example.org')).disown);
    world.clock.advance(days(1));
    expect(await figures()).toEqual({
      confirmed: 1,
      imported: 0,
      waiting: 2,
      setAside: 0,
      setAsideUpTo: '2027-01-16',
      takenBack: 1,
      neverConfirmed: 0,
    });
    world.clock.advance(days(15));
    await world.get(RetentionService).apply('cli');
    expect(await figures()).toMatchObject({ confirmed: 1, waiting: 0, setAside: 0, takenBack: 1, neverConfirmed: 2 });
    await expect(world.get(IntegrityService).of('nowhere')).rejects.toMatchObject({ code: 'petition.not_found' });
  });

  it.each(['known', 'stranger', 'doubted'])('does not move with a sign-up by one who is %s to it', async (name) => {
    const petition = await world.openPetition();
    const address = (of: string) => `${of}.${petition}@example.org`;
    await world.confirms(petition, address('known'));
    await world.fillsIn(petition, address('pending'));
    await world.fillsIn(petition, address('doubted'), {}, { honeypot: 'x' });
    world.clock.advance(days(1));
    const figures = async () => [await world.get(IntegrityService).of(petition), await world.figuresOf(petition)];
    const before = await figures();
    await world.fillsIn(petition, address(name), { country: 'VU' });
    await world.fillsIn(petition, address(name), { country: 'VU' }, { honeypot: 'x' });
    expect(await figures()).toEqual(before);
  });
});
