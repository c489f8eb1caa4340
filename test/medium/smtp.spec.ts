import { generateKeyPairSync, createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/platform/config/config.js';
import { judge } from '../../src/platform/mail/smtp.answers.js';
import { SmtpTransport, type OutgoingMail } from '../../src/platform/mail/transport.js';
import { MailSink } from '../support/mail-sink.js';

const unsubscribeUrl = 'https://campaign.example.org/u/a-token';
const mail = (override: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: 'ada@example.org',
  subject: 'Please confirm: Перегляньте',
  html: '<p>Hello Ada, <a href="https://campaign.example.org/c/t">confirm</a></p>',
  text: 'Hello Ada, https://campaign.example.org/c/t',
  unsubscribeUrl,
  messageId: '<0190-id@campaign.example.org>',
  ...override,
});

describe('an email on the wire', () => {
  let sink: MailSink;
  let transports: SmtpTransport[] = [];
  beforeAll(async () => {
    sink = await MailSink.start();
  });
  beforeEach(() => {
    sink.received.length = 0;
    sink.behave = () => 'accept';
  });
  afterEach(async () => {
    for (const transport of transports) await transport.onApplicationShutdown();
    transports = [];
  });
  afterAll(() => sink.stop());

  const transportWith = (settings: Record<string, string> = {}): SmtpTransport => {
    const config = readConfig({ MAIL_FROM: 'The Campaign <campaign@campaign.example.org>', ...settings });
    const transport = new SmtpTransport(config, sink.url);
    transports.push(transport);
    return transport;
  };
  const headersOf = (raw: string): string => raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');

  it('answers with the reply code of the server', async () => {
    expect(await transportWith().send(mail())).toBe(250);
  });

  it('carries what email clients and bulk-email rules ask for', async () => {
    await transportWith().send(mail());
    const headers = headersOf(sink.received[0]?.raw ?? '').split('\r\n');
    expect(headers).toEqual(
      expect.arrayContaining([
        'From: The Campaign <campaign@campaign.example.org>',
        'To: ada@example.org',
        'Message-ID: <0190-id@campaign.example.org>',
        'Auto-Submitted: auto-generated',
        `List-Unsubscribe: <${unsubscribeUrl}>`,
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
        'MIME-Version: 1.0',
        expect.stringMatching(/^Date: /),
        expect.stringMatching(/^Content-Type: multipart\/alternative/),
      ]),
    );
  });

  it('asks for bounces at another address than its sender’s when one is given', async () => {
    await transportWith().send(mail({ replyTo: 'r.1@reply.example.org', envelopeFrom: 'b.1@reply.example.org' }));
    await transportWith().send(mail());
    expect(sink.received.map(({ from, to }) => [from, to])).toEqual([
      ['b.1@reply.example.org', 'ada@example.org'],
      ['campaign@campaign.example.org', 'ada@example.org'],
    ]);
    expect(headersOf(sink.received[0]?.raw ?? '')).toContain('Reply-To: r.1@reply.example.org');
  });

  it('has a text part and an HTML part, in UTF-8', async () => {
    await transportWith().send(mail({ text: 'Дякуємо', html: '<p>Дякуємо</p>' }));
    const [{ mail: parsed } = { mail: undefined }] = sink.received;
    expect([parsed?.subject, parsed?.text?.trim(), parsed?.html]).toEqual([
      'Please confirm: Перегляньте',
      'Дякуємо',
      '<p>Дякуємо</p>',
    ]);
  });

  it.each([
    ['subject', { subject: 'Hello\r\nBcc: victim@example.com\r\n\r\nspam' }],
    ['recipient', { to: 'ada@example.org\r\nBcc: victim@example.com' }],
    ['recipient list', { to: 'ada@example.org, victim@example.com' }],
    ['unsubscribe address', { unsubscribeUrl: 'https://x.example/>\r\nBcc: victim@example.com' }],
    ['Message-ID', { messageId: '<a@b>\r\nBcc: victim@example.com' }],
  ])('gets no second recipient and no header of its own from a line break in the %s', async (_, override) => {
    await transportWith()
      .send(mail(override))
      .catch(() => undefined);
    for (const { to, raw } of sink.received) {
      expect(to).not.toContain('victim');
      expect(headersOf(raw)).not.toMatch(/^bcc:/im);
    }
  });

  it('reads no file and no address on the network for its content', async () => {
    const content = { path: join(tmpdir(), 'secret.txt') } as unknown as string;
    await expect(transportWith().send(mail({ html: content }))).rejects.toThrow(/access/i);
    expect(sink.received).toEqual([]);
  });

  describe('signed with DKIM', () => {
    const folder = mkdtempSync(join(tmpdir(), 'demarche dkim '));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const file = join(folder, 'key.pem');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('names the domain and the selector of the settings, and verifies with the public key', async () => {
      const settings = { DKIM_DOMAIN: 'campaign.example.org', DKIM_SELECTOR: 'april', DKIM_PRIVATE_KEY_FILE: file };
      await transportWith(settings).send(mail());
      const raw = sink.received[0]?.raw ?? '';
      expect(headersOf(raw)).toMatch(/^DKIM-Signature: .*\bd=campaign\.example\.org;.*\bs=april;/m);
      expect(holds(raw, createPublicKey(privateKey))).toBe(true);
      expect(holds(raw.replace('To: ada', 'To: eve'), createPublicKey(privateKey))).toBe(false);
    });
  });

  describe('that fails', () => {
    const failure = async () => {
      const transport = transportWith();
      return judge(await transport.send(mail()).catch((error: unknown) => error));
    };

    it.each([
      ['RCPT TO', 550, '5.1.1 no such user', 'mailbox_unknown', 'permanent', true],
      ['RCPT TO', 451, '4.7.1 greylisted', 'greylisted', 'temporary', false],
      ['RCPT TO', 452, '4.2.2 mailbox full', 'mailbox_full', 'temporary', false],
      ['DATA', 554, '5.7.1 looks like spam', 'refused_by_policy', 'permanent', false],
      ['DATA', 550, 'we do not like this text', 'permanent_failure', 'permanent', false],
      ['DATA', 451, '4.3.0 try later', 'too_many_messages', 'temporary', false],
      ['MAIL FROM', 421, '4.7.0 try again later', 'sender_refused', 'temporary', false],
      ['RCPT TO', 421, '4.3.2 shutting down', 'too_many_messages', 'temporary', false],
      ['RCPT TO', 421, '4.7.28 too much mail for this mailbox', 'greylisted', 'temporary', false],
      ['RCPT TO', 421, 'come again', 'server_shutting_down', 'temporary', false],
      ['DATA', 421, '4.7.0 not now', 'greylisted', 'temporary', false],
      ['RCPT TO', 550, 'you are on a block list', 'recipient_refused', 'permanent', false],
      ['RCPT TO', 553, 'sorry', 'recipient_refused', 'permanent', false],
    ] as const)('at %s with %i %s is judged as %s', async (stage, code, text, rule, kind, suppress) => {
      sink.behave = (at) => (at === stage ? { code, text } : 'accept');
      expect(await failure()).toEqual({ rule, class: kind, suppress, code });
    });

    it('because the server is unavailable was not tried', async () => {
      await sink.stop();
      const judged = await failure();
      await sink.listen();
      expect(judged).toMatchObject({ class: 'unreachable' });
    });

    it.each(['MAIL FROM', 'RCPT TO'] as const)(
      'because the server hangs up at %s concerns that email, not everybody',
      async (stage) => {
        sink.behave = (at) => (at === stage ? 'drop' : 'accept');
        expect(await failure()).toEqual({ rule: 'session_ended', class: 'temporary', suppress: false, code: null });
      },
    );

    it.each([{ code: 421, text: '4.7.28 not this one' }, 'drop'] as const)(
      'concerns that email also on a kept connection: %j',
      async (how) => {
        const transport = transportWith({ MAIL_CONNECTIONS: '1' });
        await transport.send(mail());
        sink.behave = (at) => (at === 'RCPT TO' ? how : 'accept');
        const judged = judge(await transport.send(mail({ messageId: '<second@x>' })).catch((error: unknown) => error));
        expect(judged).toMatchObject({ class: 'temporary', suppress: false });
        sink.behave = () => 'accept';
        expect(await transport.send(mail({ messageId: '<third@x>' }))).toBe(250);
      },
    );

    it('is sent on a new connection where the server limits emails per session', async () => {
      const transport = transportWith({ MAIL_CONNECTIONS: '1' });
      const perSession = new Map<number, number>();
      let session = 0;
      sink.behave = (at) => {
        if (at !== 'MAIL FROM') return 'accept';
        const sent = (perSession.get(session) ?? 0) + 1;
        if (sent > 2) session++;
        else perSession.set(session, sent);
        return sent > 2 ? { code: 421, text: '4.7.0 too many mails in this session' } : 'accept';
      };
      for (let n = 0; n < 6; n++) expect(await transport.send(mail({ messageId: `<${n}@x>` }))).toBe(250);
      expect(sink.received).toHaveLength(6);
    });

    it('because the connection broke after the text may have arrived', async () => {
      sink.behave = (at) => (at === 'DATA' ? 'drop' : 'accept');
      expect(await failure()).toMatchObject({ class: 'unknown' });
    });

    it('because a kept connection broke after the text of its second email may have arrived, and was sent once', async () => {
      const transport = transportWith({ MAIL_CONNECTIONS: '1' });
      await transport.send(mail());
      sink.behave = (at) => (at === 'DATA' ? 'drop' : 'accept');
      expect(
        judge(await transport.send(mail({ messageId: '<second@x>' })).catch((error: unknown) => error)),
      ).toMatchObject({
        class: 'unknown',
      });
      expect(sink.received.map((one) => one.mail.messageId)).toEqual(['<0190-id@campaign.example.org>', '<second@x>']);
    });
  });
});

/** Checks the header part of a DKIM signature (RFC 6376, relaxed/relaxed), written out here to be independent of the sender. */
function holds(raw: string, key: KeyObject): boolean {
  const headers = headersList(raw);
  const signature = headers.find(([name]) => name === 'dkim-signature')?.[1] ?? '';
  const tags = Object.fromEntries(signature.split(';').map((tag) => tag.trim().split(/=(.*)/s) as [string, string]));
  const names = (tags.h ?? '').toLowerCase().split(':');
  const unsigned = signature.replace(/(\bb=)[^;]*/, '$1').trim();
  const signed = names
    .map((name) => headers.find(([other]) => other === name.trim()))
    .filter((header) => header !== undefined);
  const text = [...signed, ['dkim-signature', unsigned] as const]
    .map(([name, value]) => `${name}:${value}`)
    .join('\r\n');
  return createVerify('RSA-SHA256')
    .update(text)
    .verify(key, (tags.b ?? '').replace(/\s/g, ''), 'base64');
}

/** Names in lower case, values with folding undone and inner space reduced to one blank. */
const headersList = (raw: string): (readonly [string, string])[] =>
  raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map(
      (line) =>
        [
          line.slice(0, line.indexOf(':')).toLowerCase(),
          line
            .slice(line.indexOf(':') + 1)
            .replace(/[ \t]+/g, ' ')
            .trim(),
        ] as const,
    );
