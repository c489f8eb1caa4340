import { bounce, plain } from '../../../../test/support/inbound-mails.js';
import { classify } from './classify.js';
import { readMessage } from './message.js';

const daemon = 'Mail Delivery System <MAILER-DAEMON@mx.example.net>';
const id = '<letter.0190aaaa-0000-7000-8000-000000000000@example.org>';
const judge = async (raw: Buffer, envelopeFrom: string | null = '', toBounceAddress = true) =>
  classify(await readMessage(raw), envelopeFrom, toBounceAddress);
const kindOf = async (...all: Parameters<typeof judge>) => {
  const { kind, rule } = await judge(...all);
  return `${kind} ${rule}`;
};
const lines = (...all: string[]): string => all.join('\r\n');

const qmail = lines(
  'Hi. This is the qmail-send program at mx.example.net.',
  "I'm afraid I wasn't able to deliver your message to the following addresses.",
  '',
  '<mfa@ministry.example>:',
  '192.0.2.1 does not like recipient.',
  'Giving up on 192.0.2.1.',
  '',
  '--- Below this line is a copy of the message.',
  '',
  'Return-Path: <b.1@reply.example.org>',
  `Message-ID: ${id}`,
  'Subject: A letter',
);
const exim = lines(
  'This message was created automatically by mail delivery software.',
  '',
  '  mfa@ministry.example',
  '    host mx.ministry.example [192.0.2.1]',
  '    SMTP error from remote mail server after RCPT TO:<mfa@ministry.example>:',
  '    550 Unrouteable address',
  '',
  '------ This is a copy of the message, including all the headers. ------',
  '',
  `Message-ID: ${id}`,
);

describe('a report of a mail server', () => {
  it('that is given up has failed, whatever the class of its status', async () => {
    for (const status of ['4.4.1', '4.4.7', '5.1.1', '4.0.0', ''])
      expect(await kindOf(bounce({ status, recipient: 'mfa@ministry.example' }))).toBe('bounce rfc3464.failed');
    expect(await kindOf(bounce({ action: 'delayed', status: '4.4.1' }))).toBe('delay rfc3464.delayed');
  });

  it.each([
    ['without a report-type', 'report-type=delivery-status; ', ''],
    ['inside multipart/mixed', 'multipart/report; report-type=delivery-status;', 'multipart/mixed;'],
  ])('is read %s', async (_, what, instead) => {
    const raw = Buffer.from(
      bounce({ recipient: 'mfa@ministry.example', originalId: id })
        .toString()
        .replace(/;\r\n\tboundary/, '; boundary')
        .replace(what, instead),
    );
    expect(raw.toString()).not.toContain('report-type');
    expect((await judge(raw)).report).toMatchObject({
      action: 'failed',
      recipients: ['mfa@ministry.example', 'mfa@ministry.example'],
      originalId: id,
    });
    expect(await kindOf(raw, null, false)).toBe('bounce rfc3464.failed');
  });

  it.each([
    ['qmail', 'text.qmail', plain({ from: daemon, subject: 'failure notice', text: qmail })],
    [
      'Exim',
      'header.x_failed_recipients',
      plain({
        from: daemon,
        subject: 'Mail delivery failed: returning message to sender',
        text: exim,
        headers: ['X-Failed-Recipients: mfa@ministry.example', 'Auto-Submitted: auto-replied'],
      }),
    ],
  ])('of %s names recipient and message', async (_, rule, raw) => {
    const { kind, rule: found, report } = await judge(raw);
    expect([kind, found]).toEqual(['bounce', `${rule}.failed`]);
    expect(report).toMatchObject({ action: 'failed', recipients: ['mfa@ministry.example'], originalId: id });
    expect(await kindOf(raw, '', false)).toBe(`bounce ${rule}.failed`);
  });

  it.each([
    [
      'Undeliverable: A letter',
      'Your message did not reach some or all of the intended recipients.\r\n\r\nmfa@ministry.example on 02/04/2027\r\n  <mx.example.net #5.1.1 smtp;550 5.1.1 unknown>',
    ],
    [
      'Unzustellbar: Ein Brief',
      'Ihre Nachricht hat den Empfänger nicht erreicht.\r\n\r\nmfa@ministry.example\r\n#550 5.1.10 RESOLVER.ADR.RecipientNotFound ##',
    ],
    [
      'Non remis : Une lettre',
      'Échec de la remise aux destinataires suivants : mfa@ministry.example\r\n\r\n#< #4.4.7 smtp;550 4.4.7 QUEUE.Expired>',
    ],
    [
      'Не доставлено: Лист',
      'Не удалось доставить сообщение.\r\n\r\nmfa@ministry.example: host mx said: 550 No such user',
    ],
    [
      'Returned mail: see transcript for details',
      '----- Transcript of session follows -----\r\n>>> RCPT To:<mfa@ministry.example>\r\n<<< 550 5.1.1 unknown\r\n',
    ],
  ])('in plain words of any language, with the answer it quotes, is a failure: %s', async (subject, text) => {
    expect(await kindOf(plain({ from: 'postmaster@mx.example.net', subject, text }))).toBe('bounce text.status.failed');
  });

  it('that says it goes on trying is a delay', async () => {
    const raw = plain({
      from: daemon,
      subject: 'Warning: message 1abc delayed 24 hours',
      text: 'mfa@ministry.example\r\n  Delay reason: 451 4.7.1 greylisted',
    });
    expect(await kindOf(raw)).toBe('delay text.delay.delayed');
  });

  it('that is unreadable is left to people, and never counts as a reply', async () => {
    for (const raw of [
      plain({ from: daemon, subject: '配信エラー', text: 'できませんでした' }),
      plain({
        from: 'Postmaster <postmaster@ministry.example>',
        subject: 'Your message',
        text: 'It was not taken.',
        headers: ['Auto-Submitted: auto-replied'],
      }),
      plain({ subject: 'Re: A letter', text: 'There is nothing here that can be read.' }),
      bounce({ action: 'mislaid' }),
    ])
      expect((await judge(raw)).kind).toBe('unreadable_report');
    expect(await kindOf(plain({ from: daemon, subject: 'x' }), 'x@y.example', false)).toBe(
      'unreadable_report report.unreadable',
    );
    expect(await kindOf(plain({ subject: 'Hello' }), 'someone@ministry.example', true)).toBe(
      'unreadable_report report.at_bounce_address',
    );
  });

  it('is not what a person forwards, nor an absence that came to the address for bounces', async () => {
    expect(
      await kindOf(plain({ subject: 'Your mail came back', text: qmail }), 'clerk@foreign-ministry.example', false),
    ).toBe('reply no_sign_of_a_machine');
    expect(
      await kindOf(
        plain({ subject: 'Out of office', text: 'See section 5.1.1.', headers: ['Auto-Submitted: auto-replied'] }),
      ),
    ).toBe('auto_reply rfc3834.auto_submitted');
  });
});
