import { World } from '../support/world.js';

describe('signing and confirming', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());

  it('counts a signature once, however often its link is opened', async () => {
    const petition = await world.openPetition();
    const token = await world.signs(petition, 'ada@example.org');
    expect(await world.countOf(petition)).toBe(0);
    expect(await world.opens(token!)).toBe('confirmed');
    expect(await world.opens(token!)).toBe('repeated');
    expect(await world.countOf(petition)).toBe(1);
  });

  it('counts one mailbox once, in whatever spelling it signs', async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, 'ada.lovelace@gmail.com');
    await world.signs(petition, 'AdaLovelace+again@googlemail.com');
    expect(await world.countOf(petition)).toBe(1);
    expect(await world.database.prisma.signature.count({ where: { petition: { slug: petition } } })).toBe(1);
  });
});
