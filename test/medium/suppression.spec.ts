import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { liftingRequest } from '../../src/privacy/data-requests.schema.js';
import { SuppressionLookup } from '../../src/privacy/suppression-lookup.service.js';
import { minutes } from '../../src/platform/clock.js';
import { validate } from '../../src/platform/http/validation.js';
import { Suppressions } from '../../src/platform/mail/suppressions.js';
import { smtpError } from '../support/fakes.js';
import { World } from '../support/world.js';

describe('a mailbox that a server has refused for good', () => {
  let world: World;
  beforeAll(async () => void (world = await World.create()));
  beforeEach(() => world.clock.advance(minutes(60)));
  afterAll(() => world.close());

  const refuse = (answer: string | null): void => {
    world.smtp.onSend = () => {
      if (answer !== null) throw smtpError(Number(answer.slice(0, 3)), answer.slice(4));
    };
  };
  const reasonsOf = async (email: string) => [...((await world.get(Suppressions).reasonsFor([email]))[0] ?? [])];
  const refused = async (email: string): Promise<string> => {
    const petition = await world.openPetition();
    refuse('550 5.1.1 no such user');
    await world.signs(petition, email);
    expect(await reasonsOf(email)).toEqual(['hard_bounce']);
    world.clock.advance(minutes(11));
    return petition;
  };
  const lastMail = async (petition: string) =>
    (await world.mailsAbout(petition)).sort((a, b) => (a.id < b.id ? -1 : 1)).at(-1);

  it('gets the email its owner requests by signing again, and is no longer suppressed once it accepts it', async () => {
    const petition = await refused('outage@example.org');
    refuse(null);
    await world.signs(petition, 'outage@example.org');
    expect(world.smtp.to('outage@example.org')).toHaveLength(1);
    expect(await reasonsOf('outage@example.org')).toEqual([]);
  });

  it('gets the email its owner requests at /me', async () => {
    const petition = await world.openPetition();
    refuse(null);
    await world.confirms(petition, 'me@example.org');
    await world.get(Suppressions).add(world.database.prisma, 'me@example.org', 'hard_bounce', 'mailbox_unknown');
    world.clock.advance(minutes(11));
    const before = world.smtp.to('me@example.org').length;
    await world.get(OwnDataService).request('me@example.org', 'en', '127.0.0.1');
    await world.sendDue();
    expect(world.smtp.to('me@example.org')).toHaveLength(before + 1);
  });

  it('is suppressed again by a new refusal, and each wish of the owner is one try', async () => {
    const petition = await refused('still@example.org');
    let tries = 0;
    world.smtp.onSend = () => {
      tries++;
      throw smtpError(550, '5.2.1 disabled');
    };
    await world.signs(petition, 'still@example.org');
    expect([tries, (await lastMail(petition))?.status]).toEqual([1, 'failed']);
    await world.sendDue();
    expect(tries).toBe(1);
    const [[row] = []] = await world.get(Suppressions).of(['still@example.org']);
    expect(row).toMatchObject({ rule: 'mailbox_disabled', lastAt: world.clock.now() });
    expect(row!.since < row!.lastAt).toBe(true);
  });

  it('gets nothing that its owner did not ask for', async () => {
    const petition = await refused('quiet@example.org');
    refuse(null);
    const { subjectId } = (await lastMail(petition))!;
    const row = { id: crypto.randomUUID(), kind: 'petitions.reminder', subjectId, locale: 'en' };
    await world.database.prisma.outboxMail.create({
      data: { ...row, dueAt: world.clock.now(), createdAt: world.clock.now() },
    });
    await world.sendDue();
    expect(await world.database.prisma.outboxMail.findUnique({ where: { id: row.id } })).toMatchObject({
      status: 'suppressed',
      answerRule: 'hard_bounce',
    });
  });

  it.each([
    '550 you are on a block list',
    '551 not local',
    '553 no',
    '550 5.7.1 relaying denied',
    '554 5.7.606 banned',
    '550 5.4.4 no route',
    '554 5.6.0 text',
  ])('is none when the answer is "%s"', async (answer) => {
    const email = `p${answer.replace(/\W+/g, '.')}@example.org`;
    refuse(answer);
    await world.signs(await world.openPetition(), email);
    expect(await reasonsOf(email)).toEqual([]);
  });

  it('is seen by staff with cause and age, and lifted by them, recorded and without the address', async () => {
    const desk = world.get(SuppressionLookup);
    await refused('lifted@example.org');
    await world.get(Suppressions).add(world.database.prisma, 'lifted@example.org', 'unsubscribed', 'unsubscribe_link');
    expect(
      (await desk.find('Lifted@example.org', 'officer')).map(({ reason, rule }) => `${reason} ${rule}`).sort(),
    ).toEqual(['hard_bounce mailbox_unknown', 'unsubscribed unsubscribe_link']);
    await expect(
      validate(liftingRequest, { email: 'lifted@example.org', reason: 'lifted@example.org called' }),
    ).rejects.toMatchObject({
      faults: [{ pointer: '/reason' }],
    });
    await desk.lift({ email: 'lifted@example.org', reason: 'The provider had an outage' }, 'officer');
    expect(await reasonsOf('lifted@example.org')).toEqual(['unsubscribed']);
    await expect(desk.lift({ email: 'lifted@example.org', reason: 'Once more' }, 'officer')).rejects.toMatchObject({
      code: 'mail.not_suppressed',
    });
    const entries = await world.database.prisma.auditEntry.findMany({
      where: { action: { startsWith: 'mail.suppression' } },
    });
    expect(entries.map(({ action }) => action)).toEqual(['mail.suppression_read', 'mail.suppression_lifted']);
    expect(JSON.stringify(entries.map(({ details }) => details))).not.toContain('lifted@');
  });
});
