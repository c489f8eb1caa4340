import { InboxIntake } from '../../src/replies/inbox/inbox-intake.service.js';
import { UpdateStopping, type Stop } from '../../src/updates/feedback/stopping.service.js';
import { UpdateMailings } from '../../src/updates/sending/mailings.service.js';
import { publishUpdate, readers, sendsUpdates, startMailing, statesOf, sumsOf } from '../support/updates.js';
import { World } from '../support/world.js';

const crlf = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'));

/** A delivery report (RFC 3464) about an email. */
const bounce = (to: string, messageId: string, status = '5.1.1'): Buffer =>
  crlf([
    ...['From: MAILER-DAEMON@mx.example', `To: ${to}`, 'Subject: Undelivered', 'MIME-Version: 1.0'],
    ...[
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'No.',
    ],
    ...['--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', ''],
    ...['Final-Recipient: rfc822; someone@example.org', 'Action: failed', `Status: ${status}`, ''],
    ...['--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${messageId}`, '', '--b--', ''],
  ]);

/** A complaint by a reader (RFC 5965). */
const complaint = (to: string, head: readonly string[], type = 'abuse'): Buffer =>
  crlf([
    ...['From: fbl@provider.example', `To: ${to}`, 'Subject: FW: news', 'MIME-Version: 1.0'],
    ...[
      'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'A complaint.',
    ],
    ...[
      '--b',
      'Content-Type: message/feedback-report',
      '',
      `Feedback-Type: ${type}`,
      'User-Agent: Provider/1.0',
      'Version: 1',
      '',
    ],
    ...['--b', 'Content-Type: message/rfc822', '', ...head, '', 'The email.', '', '--b--', ''],
  ]);

describe('what comes back to an update', () => {
  let world: World;
  let petition: string;
  let update: string;

  beforeAll(async () => {
    world = await World.create({
      LETTERS_REPLY_DOMAIN: 'reply.example.org',
      LETTERS_REPLY_TO: 'answers@example.org',
      UPDATE_MAILS_PER_WEEK: '20',
    });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    petition = await world.openPetition();
    await readers(world, petition, [ada(), bob()]);
    update = await publishUpdate(world, petition);
    await startMailing(world, update, { petitions: [petition] });
    await sendsUpdates(world);
  });

  const ada = (): string => `ada@${petition}.example`;
  const bob = (): string => `bob@${petition}.example`;
  const mailTo = (email: string) => {
    const mail = world.smtp.to(email).findLast(({ headers }) => headers?.['List-Id'] !== undefined);
    if (!mail) throw new Error('No update was sent.');
    return mail;
  };
  const tokenTo = (email: string): string => /\/n\/([a-z2-7]+)$/.exec(mailTo(email).unsubscribeUrl ?? '')?.[1] ?? '';
  const comes = (raw: Buffer, recipient: string) =>
    world.get(InboxIntake).take({ source: 'imap', raw, recipient, handover: null });
  const suppressed = () => world.database.prisma.mailSuppression.findMany();

  it.each<[string, (slug: string) => Stop]>([
    ['a campaign', () => 'campaign'],
    ['a petition', (slug) => ({ petition: slug })],
    ['everything', () => 'everything'],
  ])('stops %s by the link alone, in force for the next update', async (_, what) => {
    await world.get(UpdateStopping).stop(tokenTo(ada()), what(petition));
    await world.get(UpdateStopping).stop(tokenTo(ada()), what(petition));
    expect(await sumsOf(world, update)).toEqual({ sent: 1, unsubscribed: 1 });
    const next = await publishUpdate(world, petition);
    expect(await startMailing(world, next, { petitions: [petition] })).toBe(1);
    await sendsUpdates(world);
    expect(await statesOf(world, next)).toEqual({ [bob()]: 'sent' });
  });

  it('stops the news about one petition and no other', async () => {
    const other = await world.openPetition();
    await readers(world, other, [ada()]);
    await world.get(UpdateStopping).stop(tokenTo(ada()), { petition });
    const about = await publishUpdate(world, other);
    await startMailing(world, about, { petitions: [other] });
    await sendsUpdates(world);
    expect(await statesOf(world, about)).toEqual({ [ada()]: 'sent' });
  });

  it('offers what the reader signed, and refuses links that were not made here', async () => {
    const offer = await world.get(UpdateStopping).look(tokenTo(ada()));
    expect(offer.petitions.map(({ slug }) => slug)).toEqual([petition]);
    const token = tokenTo(ada());
    const forged = (token.startsWith('a') ? 'b' : 'a') + token.slice(1);
    for (const wrong of [forged, '', 'a'.repeat(55), mailTo(ada()).messageId.split('@')[0]?.slice(1) ?? ''])
      await expect(world.get(UpdateStopping).look(wrong)).rejects.toMatchObject({ code: 'link.invalid' });
  });

  it('records a bounce at its own address, suppresses a dead mailbox and stores nothing of the report', async () => {
    const { envelopeFrom = '', messageId } = mailTo(ada());
    expect(envelopeFrom).toMatch(/^u\.[a-z2-7]{55}@reply\.example\.org$/);
    const before = (await suppressed()).length;
    await comes(bounce(envelopeFrom, messageId), envelopeFrom.toUpperCase());
    await comes(bounce(envelopeFrom, messageId), envelopeFrom);
    expect(await statesOf(world, update)).toEqual({ [ada()]: 'bounced', [bob()]: 'sent' });
    expect((await suppressed()).length).toBe(before + 1);
    expect(await world.database.prisma.inboundMail.count()).toBe(0);
  });

  it('finds a bounce at a shared address by the Message-ID, and leaves a full mailbox alone', async () => {
    const before = (await suppressed()).length;
    await comes(bounce('answers@example.org', mailTo(ada()).messageId, '5.2.2'), 'answers@example.org');
    expect(await statesOf(world, update)).toEqual({ [ada()]: 'bounced', [bob()]: 'sent' });
    expect((await suppressed()).length).toBe(before);
  });

  it('takes a complaint for a "no" to everything, and pauses a mailing that gets too many', async () => {
    await world.database.prisma.updateMailing.update({
      where: { updateId: update },
      data: { state: 'sending', finishedAt: null },
    });
    const address = mailTo(ada()).headers?.['CFBL-Address']?.split(';')[0] ?? '';
    await comes(complaint(address, ['Subject: news'], 'not-spam'), address);
    expect(await sumsOf(world, update)).toEqual({ sent: 2 });
    await comes(complaint(address, ['Subject: news']), address);
    await comes(
      complaint('answers@example.org', [`CFBL-Feedback-ID: ${mailTo(bob()).headers?.['CFBL-Feedback-ID']}`]),
      'answers@example.org',
    );
    expect(await sumsOf(world, update)).toEqual({ complained: 2 });
    const status = await world.get(UpdateMailings).statusOf(update);
    expect([status?.state, status?.pausedBy]).toEqual(['paused', 'complaints']);
    const next = await publishUpdate(world, petition);
    await expect(startMailing(world, next, { petitions: [petition] })).rejects.toMatchObject({
      code: 'update_mailing.empty',
    });
  });

  it('is changed by nothing that is forged', async () => {
    const { envelopeFrom = '' } = mailTo(ada());
    const swapped = envelopeFrom.replace(/^u/, 'v');
    const changed = envelopeFrom.replace(/^u\.(.)/, (_, one: string) => `u.${one === 'a' ? 'b' : 'a'}`);
    for (const address of [swapped, changed, `u.${'a'.repeat(55)}@reply.example.org`])
      await comes(bounce(address, '<x@example.org>'), address);
    await comes(
      complaint('answers@example.org', ['Message-ID: <abc@localhost>', 'CFBL-Feedback-ID: abc']),
      'answers@example.org',
    );
    expect(await sumsOf(world, update)).toEqual({ sent: 2 });
  });

  it('is forgotten with the person, and the sums still add up', async () => {
    const next = await publishUpdate(world, petition);
    await startMailing(world, next, { petitions: [petition] });
    await world.database.prisma.supporter.updateMany({ where: { email: ada() }, data: { email: null } });
    expect(await world.database.prisma.updateRecipient.count({ where: { updateId: update } })).toBe(1);
    expect(await sumsOf(world, update)).toEqual({ sent: 2 });
    expect(await sumsOf(world, next)).toEqual({ waiting: 1, skipped: 1 });
    await sendsUpdates(world);
    expect(await sumsOf(world, next)).toEqual({ sent: 1, skipped: 1 });
  });
});
