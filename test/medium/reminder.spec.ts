import { hours } from '../../src/platform/clock.js';
import { World } from '../support/world.js';

describe('a reminder', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());

  const day = hours(24);
  const remindedAfter = async (...waits: number[]) => {
    const petition = await world.openPetition();
    const email = `${petition}@example.org`;
    await world.signs(petition, email, { locale: 'fr' });
    for (const wait of waits) {
      world.clock.advance(wait);
      await world.jobs.remind();
      await world.sendDue();
    }
    return { petition, mails: world.smtp.to(email) };
  };

  it('goes out once, two days after the sign-up, in the language of the signer, with a link that works', async () => {
    const { petition, mails } = await remindedAfter(2 * day - 1000, 1000, 1000, day, day);
    expect(mails.map((mail) => mail.subject)).toEqual([
      expect.stringContaining('confirmer'),
      expect.stringContaining('pas encore'),
    ]);
    expect((await world.signatureOf(petition)).remindedAt).toEqual(
      new Date((await world.signatureOf(petition)).signedAt.getTime() + 2 * day + 1000),
    );
    expect(await world.opens(/\/c\/(\S+)/.exec(mails[1]?.text ?? '')?.[1] ?? '')).toBe('confirmed');
  });

  it('does not go out when the link is over after seven days', async () => {
    expect((await remindedAfter(7 * day + 1000)).mails).toHaveLength(1);
  });

  it('does not go to anyone who has confirmed or withdrawn the signature', async () => {
    for (const use of ['confirm', 'disown'] as const) {
      const petition = await world.openPetition();
      await world.signs(petition, `${use}@example.org`);
      const tokens = await world.tokensOf(petition);
      await (use === 'confirm' ? world.opens(tokens.confirm) : world.disowns(tokens.disown));
      world.clock.advance(3 * day);
      await world.jobs.remind();
      await world.sendDue();
      expect(world.smtp.to(`${use}@example.org`)).toHaveLength(1);
    }
  });

  it('is queued once when two workers look at the same moment', async () => {
    const petition = await world.openPetition();
    await Promise.all(Array.from({ length: 300 }, (_, n) => world.fillsIn(petition, `two-workers.${n}@example.org`)));
    world.clock.advance(2 * day + 1000);
    const other = await world.beside();
    await Promise.all([world.jobs.remind(), other.jobs.remind(), world.jobs.remind(), other.jobs.remind()]);
    await other.close();
    const { petitionId } = await world.signatureOf(petition);
    const signatures = await world.database.prisma.signature.findMany({ where: { petitionId }, select: { id: true } });
    const subjectId = { in: signatures.map(({ id }) => id) };
    expect(await world.database.prisma.outboxMail.count({ where: { subjectId, kind: 'petitions.reminder' } })).toBe(
      300,
    );
  });

  it('reaches mailboxes with allowance left though a thousand others have none', async () => {
    const petition = await world.openPetition();
    await Promise.all(Array.from({ length: 1100 }, (_, n) => world.fillsIn(petition, `spent.${n}@example.org`)));
    world.clock.advance(1000);
    await world.fillsIn(petition, 'patient@example.org');
    world.clock.advance(2 * day + 1000);
    const mailDay = world.clock.now();
    await world.database.prisma.supporter.updateMany({
      where: { email: { startsWith: 'spent.' } },
      data: { mailDay, mailCount: 100 },
    });
    await world.jobs.remind();
    expect((await world.signatureOf(petition, 'patient@example.org')).remindedAt).toEqual(mailDay);
  });
});
