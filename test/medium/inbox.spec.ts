import { generateKeyPairSync } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport, type Transporter } from 'nodemailer';
import pg from 'pg';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { LettersDispatcher } from '../../src/letters/sending/letters-dispatcher.js';
import { InboundSmtp } from '../../src/replies/inbox/inbound-smtp.js';
import { InboxDecisions } from '../../src/replies/inbox/inbox-decisions.service.js';
import type { InboxQuery } from '../../src/replies/inbox/inbox.sql.js';
import { InboxMessages } from '../../src/replies/inbox/inbox-messages.service.js';
import { InboxErasureService } from '../../src/replies/inbox/inbox-erasure.service.js';
import { hourlyLimits, setAsideDays } from '../../src/replies/inbox/inbox.limits.js';
import { MailboxReading } from '../../src/replies/inbox/mailbox-reading.js';
import { MinistriesDemo } from '../../src/ministries/ministries-demo.service.js';
import { MinistriesReference } from '../../src/ministries/ministries.reference.js';
import { newRun } from '../../src/letters/sending/runs.schema.js';
import { RunsService } from '../../src/letters/sending/runs.service.js';
import { days, hours } from '../../src/platform/clock.js';
import { freePort } from '../../src/platform/database/free-port.js';
import { validate } from '../../src/platform/http/validation.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { bounce, brokenBase64, cyrillic, japanese, plain, signedBy, winmail } from '../support/inbound-mails.js';
import { until } from '../support/until.js';
import { ask, placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

const [author, approver] = ['staff:00000000-0000-7000-8000-000000000001', 'staff:00000000-0000-7000-8000-000000000002'];
const byWeek = { name: 'Four April', channel: 'email', onDay: '2027-04-04', localTime: '09:30', rule: 'previous' };
const shared = 'answers@example.org';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('incoming email', () => {
  let world: World;
  let port: number;
  let client: Transporter;
  let sender: string;
  /** Letters of one run: each test spoils its own. */
  let unspoilt: string[] = [];
  let letterId: string;
  let [replyTo, bounceTo] = ['', ''];

  const letter = () => world.database.prisma.letter.findUniqueOrThrow({ where: { id: letterId } });
  const channel = async () =>
    world.database.prisma.ministryChannel.findUniqueOrThrow({ where: { id: (await letter()).channelId ?? '' } });
  const eventsOf = async (id = letterId) => {
    const rows = await world.database.prisma.letterEvent.findMany({ where: { letterId: id }, orderBy: { id: 'asc' } });
    return rows.map(({ kind }) => kind).filter((kind) => !['planned', 'approved', 'sending', 'sent'].includes(kind));
  };
  const mails = (where: Record<string, unknown> = { letterId }) =>
    world.database.prisma.inboundMail.findMany({ where, orderBy: { id: 'asc' } });
  /** @returns the server's code */
  const send = async (to: string | string[], raw: Buffer, from = sender): Promise<number> => {
    try {
      const { response, rejected } = (await client.sendMail({ envelope: { from, to }, raw })) as {
        response: string;
        rejected: string[];
      };
      return rejected.length > 0 ? 550 : Number.parseInt(response, 10);
    } catch (error) {
      return (error as { responseCode?: number }).responseCode ?? 0;
    }
  };
  const signed = (raw: Buffer, domain = 'foreign-ministry.example'): Promise<Buffer> =>
    signedBy(domain, privateKey, raw);

  beforeAll(async () => {
    port = await freePort();
    world = await World.create({
      LETTERS_REPLY_DOMAIN: 'reply.example.org',
      LETTERS_REPLY_TO: shared,
      INBOUND_SMTP_PORT: String(port),
      INBOUND_IMAP_URL: 'imaps://account:a-secret@imap.example.org/Letters',
    });
    world.dns.texts.set(
      's1._domainkey.foreign-ministry.example',
      `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`,
    );
    world.dns.texts.set(
      's1._domainkey.evil.example',
      world.dns.texts.get('s1._domainkey.foreign-ministry.example') ?? '',
    );
    await world.get(TreatiesReference).load();
    await world.get(ClaimsReference).load();
    await world.loadsCampaign();
    await world.get(MinistriesReference).load();
    await world.get(MinistriesDemo).loadDemo('cli');
    const { id: campaignId } = await world.database.prisma.campaign.findFirstOrThrow({ where: { slug: 'reconsider' } });
    world.clock.moveTo('2027-03-25T12:00:00Z');
    const isos = 'AT, BE, BG, CZ, DE, DK, ES, FR, HR, HU, IE, IT, NL, PT, SE, SK';
    const input = { ...byWeek, recipients: isos, lateMinutes: 720 };
    const { id: runId } = await world.get(RunsService).draft(campaignId, await validate(newRun, input), author);
    const { hash } = await world.get(RunsService).plan(runId, author);
    await world.get(RunsService).approve(runId, hash, approver);
    const when = new Date('2027-04-02T07:30:00Z');
    await world.database.prisma.letter.updateMany({
      where: { runId, status: 'queued' },
      data: { dueAt: when, nextAt: when },
    });
    world.clock.moveTo(when.toISOString());
    await world.get(LettersDispatcher).sendDue();
    const sent = await world.database.prisma.letter.findMany({
      where: { runId, status: 'sent' },
      orderBy: { iso: 'asc' },
    });
    unspoilt = sent.map(({ id }) => id);
    await world.get(InboundSmtp).start();
    client = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, name: 'mx.foreign-ministry.example' });
  });
  afterAll(async () => {
    client.close();
    await world.close();
  });
  beforeEach(async () => {
    letterId = (unspoilt.length > 1 ? unspoilt.shift() : unspoilt[0]) ?? '';
    sender = (await channel()).address;
    const mail = world.smtp.to(sender)[0];
    [replyTo, bounceTo] = [mail?.replyTo ?? '', mail?.envelopeFrom ?? ''];
    world.clock.advance(hours(2));
  });

  it('finds its letter by the address the letter left with; a proven answer is written down as one', async () => {
    expect([replyTo, bounceTo]).toEqual([
      expect.stringMatching(/^r\..+@reply\.example\.org$/),
      expect.stringMatching(/^b\./),
    ]);
    const raw = await signed(plain({ from: `Cabinet <${sender}>`, text: 'Thank you; our reference is 12-34.' }));
    expect(await send(replyTo.toUpperCase(), raw)).toBe(250);
    const [mail] = await mails();
    expect(mail).toMatchObject({
      kind: 'reply',
      matchRule: 'address.reply',
      trusted: true,
      status: 'matched',
      fromAddress: sender,
      envelopeFrom: sender,
      source: 'smtp',
    });
    expect(mail?.authentication).toMatchObject({
      dkim: [{ result: 'pass' }],
      spf: { result: 'none' },
      trust: 'dkim.aligned',
      ip: '127.0.0.1',
    });
    expect(await eventsOf()).toEqual(['replied']);
    expect(await letter()).toMatchObject({ status: 'sent', theirReference: null });
    expect(await world.get(InboxMessages).raw(mail?.id ?? '', author)).toEqual(raw);
  });

  it('is believed of a bounce at the secret address only: another channel is asked for, the address stays and its failure is counted', async () => {
    const raw = bounce({ recipient: sender, originalId: `<letter.${letterId}@localhost>` });
    expect(await send(bounceTo, raw, '')).toBe(250);
    expect(await letter()).toMatchObject({ status: 'needs_channel', answerRule: 'rfc3464.failed' });
    expect(await channel()).toMatchObject({ endedAt: null, failures: 1 });
    // Another report of the same failure is written down, and counted once.
    expect(await send(bounceTo, bounce({ recipient: sender, note: 'b' }), '')).toBe(250);
    expect(await channel()).toMatchObject({ endedAt: null, failures: 1 });
    expect(await eventsOf()).toEqual(['bounced', 'bounced']);
    expect((await mails()).map(({ kind, trusted }) => [kind, trusted])).toEqual([
      ['bounce', true],
      ['bounce', true],
    ]);
  });

  it('of a forger changes nothing: a wrong tag is refused, and a bounce elsewhere waits for a person', async () => {
    const own = bounce({ recipient: sender, originalId: `<letter.${letterId}@localhost>` });
    const wrong = bounceTo.replace(
      /\.([a-z2-7])([a-z2-7]+)@/,
      (_, one: string, rest: string) => `.${one === 'a' ? 'b' : 'a'}${rest}@`,
    );
    expect(await send(wrong, own, '')).toBe(550);
    expect(await mails()).toEqual([]);
    expect(await send(replyTo, own, '')).toBe(250);
    expect(await send(shared, own, '')).toBe(250);
    expect(await send(bounceTo, bounce({ recipient: 'other@example.net' }), '')).toBe(250);
    expect(await send(replyTo, await signed(plain({ from: 'minister@evil.example' }), 'evil.example'))).toBe(250);
    expect(await send(replyTo, plain({ from: sender, text: 'We agree with everything.' }))).toBe(250);
    expect((await mails()).map(({ trusted }) => trusted)).toEqual([false, false, false, false, false]);
    expect(await letter()).toMatchObject({ status: 'sent' });
    expect(await channel()).toMatchObject({ failures: 0 });
    expect(await eventsOf()).toEqual(Array<string>(5).fill('unverified_mail'));
  });

  it('of machines is no answer; what is only late changes nothing', async () => {
    expect(
      await send(
        bounceTo,
        await signed(plain({ from: sender, subject: 'Out of office', headers: ['Auto-Submitted: auto-replied'] })),
        '',
      ),
    ).toBe(250);
    expect(await send(bounceTo, bounce({ action: 'delayed', status: '4.4.1', recipient: sender }), '')).toBe(250);
    expect(await send(bounceTo, bounce({ action: 'delivered', status: '2.0.0', recipient: sender }), '')).toBe(250);
    expect((await mails()).map(({ authentication }) => authentication)).toMatchObject([
      { trust: 'dkim.aligned' },
      { trust: 'bounce.address' },
      { trust: 'bounce.address' },
    ]);
    expect(await eventsOf()).toEqual(['auto_replied', 'delayed', 'delivery_report']);
    expect(await letter()).toMatchObject({ status: 'sent' });
  });

  it('to the common address finds its letter by Message-ID or reference, else it lies unassigned', async () => {
    const { reference } = await letter();
    await send(
      shared,
      await signed(plain({ from: sender, text: '1', headers: [`References: <letter.${letterId}@localhost>`] })),
    );
    await send(shared, await signed(plain({ from: sender, subject: `AW: ${reference}` })));
    await send(shared, await signed(plain({ from: sender, text: `You wrote as ${reference}.` })));
    expect((await mails()).map(({ matchRule, trusted }) => [matchRule, trusted])).toEqual([
      ['header.references', true],
      ['subject.reference', true],
      ['text.reference', true],
    ]);
    await send(shared, plain({ from: 'somebody@example.net', text: `About DEM-2027-0000-DE.` }));
    expect(await mails({ status: 'tray' })).toEqual([
      expect.objectContaining({ letterId: null, matchRule: null, trusted: false }),
    ]);
  });

  it('is taken for no other address, and passed on to nobody', async () => {
    for (const stranger of [
      'ada@example.org',
      'answers@example.org.evil.org',
      'x@reply.example.org',
      `${replyTo.split('@')[0]}@example.org`,
    ])
      expect([stranger, await send(stranger, plain())]).toEqual([stranger, 550]);
    expect(
      await send(
        Array.from({ length: 6 }, (_, n) => `r.${n}@reply.example.org`),
        plain(),
      ),
    ).toBe(550);
    expect(await mails()).toEqual([]);
    expect(world.smtp.to('ada@example.org')).toEqual([]);
  });

  it('is taken for the offices of the domain, and lies unassigned', async () => {
    expect(await send('Postmaster@reply.example.org', plain({ text: 'Your server misbehaves.' }))).toBe(250);
    expect(await send('ABUSE@Reply.Example.org', plain({ text: 'Somebody complains.' }))).toBe(250);
    expect(await conversation(['EHLO x', 'MAIL FROM:<a@b.example>', 'RCPT TO:<Postmaster>'])).toMatch(
      /250[\s\S]*250 [^\n]*\r\n250 /,
    );
    const recipients = ['postmaster@reply.example.org', 'abuse@reply.example.org'];
    expect(
      await world.database.prisma.inboundMail.findMany({ where: { recipient: { in: recipients } } }),
    ).toMatchObject([{ status: 'tray' }, { status: 'tray' }]);
  });

  it('a report that came to the address for bounces and cannot be read waits for a person, and changes nothing', async () => {
    expect(await send(bounceTo, plain({ from: 'MAILER-DAEMON@mx.example.net', subject: 'x', text: 'y' }), '')).toBe(
      250,
    );
    expect(await mails()).toMatchObject([{ kind: 'unreadable_report', trusted: false, status: 'matched' }]);
    expect(await letter()).toMatchObject({ status: 'sent' });
    expect(await eventsOf()).toEqual(['unverified_mail']);
  });

  it('over the limit is refused with 552, announced or not; what is below is kept byte for byte', async () => {
    const large = Buffer.concat([plain(), Buffer.alloc(30 * 1024 * 1024, 'x\r\n')]);
    expect(await send(replyTo, large)).toBe(552);
    expect(await conversation([`EHLO x`, `MAIL FROM:<a@b.example> SIZE=${large.length}`])).toMatch(
      /SIZE 26214400[\s\S]*552/,
    );
    expect(await mails()).toEqual([]);
    const fitting = Buffer.concat([plain(), Buffer.alloc(78 * 50_000, `.${'x'.repeat(75)}\r\n`)]);
    expect(await send(replyTo, fitting)).toBe(250);
    const [mail] = await mails();
    expect((await world.get(InboxMessages).raw(mail?.id ?? '', author)).equals(fitting)).toBe(true);
  });

  it('in a flood is put off once an address has had enough, however many processes listen', async () => {
    const otherPort = await freePort();
    const other = await world.beside({
      LETTERS_REPLY_DOMAIN: 'reply.example.org',
      INBOUND_SMTP_PORT: String(otherPort),
    });
    await other.get(InboundSmtp).start();
    const second = createTransport({ host: '127.0.0.1', port: otherPort, ignoreTLS: true, pool: true });
    const first = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true });
    const shots = Array.from({ length: hourlyLimits.own.messages + 10 }, async (_, n) => {
      try {
        await (n % 2 ? first : second).sendMail({
          envelope: { from: 'bomb@example.net', to: replyTo },
          raw: plain({ text: `Boom ${n}` }),
        });
        return 250;
      } catch (error) {
        return (error as { responseCode?: number }).responseCode;
      }
    });
    const codes = await Promise.all(shots);
    first.close();
    second.close();
    await other.close();
    expect(codes.filter((code) => code === 250)).toHaveLength(hourlyLimits.own.messages);
    expect(codes.filter((code) => code === 451)).toHaveLength(10);
    expect(await mails()).toHaveLength(hourlyLimits.own.messages);
    world.clock.advance(hours(1));
    expect(await send(replyTo, plain({ text: 'An hour later' }))).toBe(250);
  });

  it('is acknowledged when it is stored and not before; a sender that never heard so is not counted twice', async () => {
    const raw = await signed(plain({ from: sender }));
    const locker = new pg.Client({ connectionString: world.url });
    await locker.connect();
    let answered = false;
    await locker.query('begin; lock table inbound_mail in share mode');
    const sending = send(replyTo, raw).finally(() => (answered = true));
    const waits = `select 1 from pg_locks where not granted and relation = 'inbound_mail'::regclass`;
    await until('a sender that waits for the lock', async () => (await ask(world.url, waits)).length > 0);
    expect(answered).toBe(false);
    await locker.query('commit');
    await locker.end();
    expect(await sending).toBe(250);
    expect(await send(replyTo, raw)).toBe(250);
    // The other order: stored, and the connection is gone before the answer.
    const more = await signed(plain({ from: sender, text: 'A second answer.' }));
    await conversation(
      [`EHLO x`, `MAIL FROM:<${sender}>`, `RCPT TO:<${replyTo}>`, 'DATA'],
      Buffer.concat([more, Buffer.from('.\r\n')]),
    );
    await until('the second answer', async () => (await mails()).length === 2);
    expect(await send(replyTo, more)).toBe(250);
    expect(await mails()).toHaveLength(2);
    expect(await eventsOf()).toEqual(['replied', 'replied']);
  });

  it('about a letter in flight is retried once its outcome is recorded', async () => {
    await world.database.prisma.letter.update({ where: { id: letterId }, data: { status: 'sending' } });
    expect(await send(bounceTo, bounce({ recipient: sender }), '')).toBe(451);
    expect(await mails()).toEqual([]);
    await world.database.prisma.letter.update({ where: { id: letterId }, data: { status: 'sent' } });
    expect(await send(bounceTo, bounce({ recipient: sender }), '')).toBe(250);
    expect(await letter()).toMatchObject({ status: 'needs_channel' });
  });

  it('is read in odd encodings, with unreadable parts as files; every access is recorded', async () => {
    for (const raw of [cyrillic, japanese, brokenBase64, winmail, Buffer.from('\0\u0001 no mail at all')])
      expect(await send(replyTo, raw)).toBe(250);
    const stored = await mails();
    expect(stored.map(({ text }) => text.slice(0, 26))).toEqual([
      'Дякуємо за лист',
      'ありがとう',
      'Thank you for your letter.',
      'See the attached note.',
      expect.any(String),
    ]);
    const id = stored[3]?.id ?? '';
    expect((await world.get(InboxMessages).read(id, author)).parts).toEqual([
      { filename: 'winmail.dat', contentType: 'application/ms-tnef', size: 4, winmail: true },
    ]);
    expect(await world.get(InboxMessages).part(id, 0, author)).toMatchObject({
      contentType: 'application/octet-stream',
      content: Buffer.from('789f3e22', 'hex'),
    });
    await expect(world.get(InboxMessages).part(id, 1, author)).rejects.toMatchObject({ code: 'mail.not_found' });
    const looks = await world.database.prisma.auditEntry.findMany({
      where: { details: { path: ['mailId'], equals: id } },
      orderBy: { id: 'asc' },
    });
    expect(looks.map(({ action }) => action)).toEqual(['letters.mail_read', 'letters.mail_part_read']);
  });

  it('is confirmed as genuine, assigned to a letter, or dismissed with a reason', async () => {
    const desk = world.get(InboxDecisions);
    await send(replyTo, bounce({ recipient: sender }), '');
    const [doubtful] = await mails();
    await desk.confirm(doubtful?.id ?? '', approver);
    expect(await letter()).toMatchObject({ status: 'needs_channel' });
    expect(await eventsOf()).toEqual(['unverified_mail', 'bounced']);
    await expect(desk.confirm(doubtful?.id ?? '', approver)).rejects.toMatchObject({ code: 'mail.decided' });
    await expect(desk.setAside(doubtful?.id ?? '', 'Not this one', approver)).rejects.toMatchObject({
      code: 'mail.decided',
    });

    await send(shared, plain({ from: 'somebody@example.net', text: 'No reference at all.' }));
    const lying = (await mails({ status: 'tray' })).at(-1)?.id ?? '';
    await expect(desk.assign(lying, 'DEM-2027-0000-ZZ', approver)).rejects.toMatchObject({
      code: 'mail.no_such_reference',
    });
    await desk.setAside(lying, 'Spam', approver);
    await desk.assign(lying, (await letter()).reference, approver);
    expect((await mails({ id: lying }))[0]).toMatchObject({
      status: 'matched',
      matchRule: 'person',
      decision: 'assigned',
      letterId,
    });
    expect(await eventsOf()).toEqual(['unverified_mail', 'bounced', 'replied']);
    const actions = await world.database.prisma.auditEntry.findMany({
      where: { actor: approver, action: { startsWith: 'letters.mail_' } },
      orderBy: { id: 'asc' },
    });
    expect(actions.map(({ action }) => action)).toEqual([
      'letters.mail_confirm',
      'letters.mail_set_aside',
      'letters.mail_assign',
    ]);
    // The judgement at receipt stays what it was.
    await expect(ask(world.url, `update inbound_mail set trusted = true where id = $1`, [lying])).rejects.toThrow(
      'kept as it came',
    );
    await expect(ask(world.url, `update inbound_raw set content = '' where mail_id = $1`, [lying])).rejects.toThrow();
  });

  it('is erased when its writer asks, or some time after it was dismissed, and does not come back', async () => {
    const raw = plain({
      from: 'Ada <ada.private@example.net>',
      subject: 'From Ada Privatperson',
      text: 'I, Ada Privatperson, ask you.',
    });
    await send(shared, raw, 'ada.private@example.net');
    const id = (await mails({ status: 'tray' })).at(-1)?.id ?? '';
    await world.get(InboxDecisions).setAside(id, 'A private person', approver);
    expect(await world.get(InboxErasureService).forgetSetAside()).toBe(0);
    world.clock.advance(days(setAsideDays + 1));
    expect(await world.get(InboxErasureService).forgetSetAside()).toBe(1);
    expect(await send(shared, raw, 'ada.private@example.net')).toBe(250);
    expect(await placesOf(world.url, ['ada.private@example.net', 'Privatperson'])).toEqual([]);
    await expect(world.get(InboxErasureService).erase(id, approver)).rejects.toMatchObject({ code: 'mail.not_found' });
    await expect(world.get(InboxDecisions).assign(id, (await letter()).reference, approver)).rejects.toMatchObject({
      code: 'mail.decided',
    });
  });

  describe('in a mailbox', () => {
    const read = () => world.get(MailboxReading).read();

    it('is read once, assigned to its letter, and never lost: interrupted anywhere, the next reading goes on', async () => {
      const to = (raw: Buffer, address: string): Buffer =>
        Buffer.concat([Buffer.from(`Delivered-To: ${address}\r\n`), raw]);
      world.mailbox.messages = [
        to(await signed(plain({ from: sender })), replyTo),
        to(bounce({ recipient: sender }), bounceTo),
        plain({ from: 'somebody@example.net', text: 'To nobody in particular' }),
        null,
        to(plain({ text: 'The last' }), replyTo),
      ];
      world.mailbox.onRead = (uid) => {
        if (uid === 3) throw new Error('connection reset, user account');
      };
      expect(await read()).toBe(0);
      world.mailbox.onRead = () => undefined;
      const other = await world.beside({
        LETTERS_REPLY_DOMAIN: 'reply.example.org',
        LETTERS_REPLY_TO: shared,
        INBOUND_IMAP_URL: 'imaps://account:a-new-secret@imap.example.org/Letters',
      });
      other.mailbox.messages = world.mailbox.messages;
      await Promise.all([read(), other.get(MailboxReading).read()]);
      await read();
      await other.close();
      expect(
        (await mails()).map(({ source, kind, trusted, envelopeFrom }) => [source, kind, trusted, envelopeFrom]),
      ).toEqual([
        ['imap', 'reply', true, null],
        ['imap', 'bounce', true, null],
        ['imap', 'reply', false, null],
      ]);
      expect(await letter()).toMatchObject({ status: 'needs_channel' });
      expect((await mails({ source: 'imap', status: 'tray' })).map(({ recipient }) => recipient)).toEqual([shared]);
      expect(await read()).toBe(0);
      expect(await placesOf(world.url, ['a-secret', 'account@'])).toEqual([]);
    });

    it('is recognised when the server has renumbered it; of one that is too large the headers are kept', async () => {
      const before = await mails({ source: 'imap' });
      world.mailbox.uidValidity = 2n;
      world.mailbox.messages.push(plain({ from: sender, text: 'Large' }));
      world.mailbox.sizes.set(6, 40 * 1024 * 1024);
      await read();
      const after = await mails({ source: 'imap' });
      expect(after).toHaveLength(before.length + 1);
      expect(after.at(-1)).toMatchObject({ note: 'too_large', size: 40 * 1024 * 1024, fromAddress: sender, text: '' });
    });
  });

  it('is shown with what waits for a person first, page by page', async () => {
    const inbox = (query: InboxQuery) => world.get(InboxMessages).list(query, author);
    const orders: InboxQuery[] = [{}, { byTime: 'descending' }, { byTime: 'ascending' }];
    for (const order of orders) {
      const starts: string[][] = [];
      const ranks: number[] = [];
      let page = await inbox(order);
      for (let more = true; more;) {
        starts.push(page.rows.map(({ id }) => id));
        ranks.push(...page.rows.map(({ rank }) => rank));
        more = page.next !== null;
        if (more) page = await inbox({ ...order, cursor: { after: page.next ?? '' } });
      }
      const seen = starts.flat();
      expect(seen.length).toBe(await world.database.prisma.inboundMail.count());
      expect(seen.length).toBeGreaterThan(50);
      if (!order.byTime) expect(ranks).toEqual([...ranks].sort());
      if (order.byTime === 'ascending') expect(seen).toEqual([...seen].sort());
      expect(new Set(seen).size).toBe(seen.length);
      for (let n = starts.length - 2; n >= 0; n--) {
        page = await inbox({ ...order, cursor: { before: page.previous ?? '' } });
        expect(page.rows.map(({ id }) => id)).toEqual(starts[n]);
      }
    }
    expect(new Set((await inbox({ rank: 0 })).rows.map(({ rank }) => rank))).toEqual(new Set([0]));
  });

  /** Says lines one after the other; then sends a text and hangs up without waiting. @returns what the server said */
  async function conversation(words: string[], text?: Buffer): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    const answers: (() => void)[] = [];
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
      if (/^\d{3} .*\r\n$/m.test(chunk.toString())) answers.shift()?.();
    });
    socket.on('error', () => undefined);
    const answer = () => new Promise<void>((resolve) => answers.push(resolve));
    await answer();
    for (const line of words) {
      const said = answer();
      socket.write(`${line}\r\n`);
      await said;
    }
    if (text) await new Promise<void>((resolve) => socket.write(text, () => resolve()));
    socket.destroy();
    return heard;
  }
});
