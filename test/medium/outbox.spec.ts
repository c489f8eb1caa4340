import { minutes, hours } from '../../src/platform/clock.js';
import { connectionRefused, smtpError } from '../support/fakes.js';
import { World } from '../support/world.js';

describe('the outbox', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
  });
  beforeEach(() => {
    world.smtp.onSend = () => undefined;
  });
  afterAll(() => world.close());

  /** Makes the SMTP server fail so many times, then accept. */
  const failing = (times: number, error: () => Error): void => {
    let left = times;
    world.smtp.onSend = () => {
      if (left-- > 0) throw error();
    };
  };
  const signedUnder = async (prefix: string) => {
    const petition = await world.openPetition();
    const email = `${prefix}.${petition}@example.org`;
    await world.signs(petition, email);
    return { petition, email };
  };
  const mailAbout = async (petition: string) => (await world.mailsAbout(petition))[0];
  const after = (milliseconds: number): Date => new Date(world.clock.now().getTime() + milliseconds);

  it('sends an email once and records the response', async () => {
    const { petition, email } = await signedUnder('once');
    await world.sendDue();
    expect(world.smtp.to(email)).toHaveLength(1);
    expect(await mailAbout(petition)).toMatchObject({
      kind: 'petitions.confirm',
      domain: 'example.org',
      status: 'sent',
      attempts: 1,
      smtpCode: 250,
      answerRule: null,
      outcomeUnknownAt: null,
      claimedBy: null,
      finishedAt: world.clock.now(),
    });
  });

  it('waits longer after each temporary answer and then sends', async () => {
    failing(3, () => smtpError(451, '4.7.1 greylisted, try again'));
    const { petition, email } = await signedUnder('grey');
    for (const [attempts, wait] of [
      [1, 1],
      [2, 4],
      [3, 16],
    ] as const) {
      expect(await mailAbout(petition)).toMatchObject({
        status: 'queued',
        attempts,
        smtpCode: 451,
        answerRule: 'greylisted',
        dueAt: after(minutes(wait)),
      });
      world.clock.advance(minutes(wait) - 1000);
      await world.sendDue();
      expect(await mailAbout(petition)).toMatchObject({ attempts });
      world.clock.advance(1000);
      await world.sendDue();
    }
    expect(await mailAbout(petition)).toMatchObject({ status: 'sent', attempts: 4 });
    expect(world.smtp.to(email)).toHaveLength(1);
  });

  it('gives up after ten temporary answers and names the last', async () => {
    failing(Infinity, () => smtpError(450, '4.2.2 mailbox full'));
    const { petition } = await signedUnder('full');
    for (let round = 0; round < 12; round++) {
      world.clock.advance(hours(4));
      await world.sendDue();
    }
    expect(await mailAbout(petition)).toMatchObject({
      status: 'failed',
      attempts: 10,
      smtpCode: 450,
      answerRule: 'mailbox_full',
    });
  });

  it('ends at a permanent answer; a policy refusal says nothing against the address', async () => {
    failing(1, () => smtpError(550, '5.7.1 refused by policy'));
    const { petition, email } = await signedUnder('policy');
    expect(await mailAbout(petition)).toMatchObject({
      status: 'failed',
      attempts: 1,
      smtpCode: 550,
      answerRule: 'refused_by_policy',
    });
    expect(await world.signs(await world.openPetition(), email)).toBeDefined();
  });

  it('sends nothing more to a mailbox that does not exist, and says by which rule', async () => {
    failing(1, () => smtpError(550, '5.1.1 no such user'));
    const { petition, email } = await signedUnder('unknown');
    expect(await mailAbout(petition)).toMatchObject({ status: 'failed', answerRule: 'mailbox_unknown' });
    expect(await world.database.prisma.mailSuppression.findMany()).toMatchObject([
      { reason: 'hard_bounce', rule: 'mailbox_unknown' },
    ]);
    const other = await world.openPetition();
    await world.signs(other, email.toUpperCase());
    expect(await mailAbout(other)).toMatchObject({ status: 'suppressed', answerRule: 'hard_bounce', smtpCode: null });
    expect(world.smtp.to(email)).toEqual([]);
  });

  it('does not blame a recipient when the server refuses us as a sender', async () => {
    failing(1, () => smtpError(550, 'sender rejected', 'MAIL FROM'));
    const before = await world.database.prisma.mailSuppression.count();
    const { petition } = await signedUnder('sender');
    expect(await world.database.prisma.mailSuppression.count()).toBe(before);
    expect(await mailAbout(petition)).toMatchObject({ status: 'queued' });
  });

  it('counts what ends the session for one recipient, and sends to everybody else meanwhile', async () => {
    world.smtp.onSend = ({ to }) => {
      if (to.startsWith('slow.')) throw Object.assign(smtpError(421, '4.7.28 too much mail'), { inTransaction: true });
    };
    const { petition } = await signedUnder('slow');
    for (const [attempts, wait] of [
      [1, 1],
      [2, 4],
      [3, 16],
    ] as const) {
      expect(await mailAbout(petition)).toMatchObject({
        status: 'queued',
        attempts,
        smtpCode: 421,
        dueAt: after(minutes(wait)),
      });
      const { email } = await signedUnder(`quick${attempts}`);
      expect(world.smtp.to(email)).toHaveLength(1);
      world.clock.advance(minutes(wait));
      await world.sendDue();
    }
  });

  it('does not count an attempt when the server was not reached', async () => {
    failing(3, connectionRefused);
    const { petition, email } = await signedUnder('away');
    for (let round = 0; round < 3; round++) {
      expect(await mailAbout(petition)).toMatchObject({
        status: 'queued',
        attempts: 0,
        answerRule: 'server_not_reached',
        outcomeUnknownAt: null,
      });
      world.clock.advance(2_000);
      await world.sendDue();
    }
    expect(await mailAbout(petition)).toMatchObject({ status: 'sent', attempts: 1 });
    expect(world.smtp.to(email)).toHaveLength(1);
  });

  it('marks an email whose connection broke after the text, and repeats it under the same Message-ID', async () => {
    const ids: string[] = [];
    let broken = false;
    world.smtp.onSend = (mail) => {
      if (!mail.to.startsWith('broken.')) return;
      ids.push(mail.messageId);
      if (broken) return;
      broken = true;
      throw Object.assign(new Error('closed'), { code: 'ECONNECTION', command: 'CONN', handedOver: true });
    };
    const { petition } = await signedUnder('broken');
    const brokeAt = world.clock.now();
    expect(await mailAbout(petition)).toMatchObject({
      status: 'queued',
      answerRule: 'connection_lost_after_data',
      outcomeUnknownAt: brokeAt,
    });
    world.clock.advance(minutes(1));
    await world.sendDue();
    const row = await mailAbout(petition);
    expect(row).toMatchObject({ status: 'sent', outcomeUnknownAt: brokeAt });
    expect(ids).toEqual(Array(2).fill(`<${row?.id ?? ''}@localhost>`));
  });

  it('drops the email of a signature that was erased meanwhile', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'gone@example.org');
    const mail = await mailAbout(petition);
    // The row as a dispatcher on another machine may already hold it.
    await world.disowns((await world.tokensOf(petition)).disown);
    await world.database.prisma.outboxMail.create({ data: mail! });
    await world.sendDue();
    expect(await world.database.prisma.outboxMail.findUnique({ where: { id: mail!.id } })).toMatchObject({
      status: 'dropped',
      answerRule: 'subject_gone',
    });
    expect(world.smtp.to('gone@example.org')).toEqual([]);
  });
});
