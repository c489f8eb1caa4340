import {
  brokenBase64,
  bounce,
  cyrillic,
  exchangeBounce,
  japanese,
  plain,
  winmail,
  withPart,
} from '../../../../test/support/inbound-mails.js';
import { newId } from '../../../platform/ids.js';
import { classify } from './classify.js';
import { matchSigns } from './match-letter.js';
import { readMessage } from './message.js';

const kindOf = async (raw: Buffer, envelopeFrom: string | null = 'someone@foreign-ministry.example') => {
  const { kind, rule } = classify(await readMessage(raw), envelopeFrom);
  return `${kind} ${rule}`;
};

describe('what a message is', () => {
  const id = '<letter.0190aaaa-0000-7000-8000-000000000000@example.org>';

  it('is said by a delivery report, no matter which server wrote it', async () => {
    expect(await kindOf(bounce(), '')).toBe('bounce rfc3464.failed');
    expect(await kindOf(exchangeBounce('mfa@ministry.example', id))).toBe('bounce rfc3464.failed');
    for (const status of ['4.4.1', '4.4.7', '4.2.2'])
      expect(await kindOf(bounce({ status }), '')).toBe('bounce rfc3464.failed');
    expect(await kindOf(bounce({ action: 'delayed', status: '4.4.1' }), '')).toBe('delay rfc3464.delayed');
    expect(await kindOf(bounce({ action: 'delivered', status: '2.0.0' }), '')).toBe(
      'delivery_report rfc3464.delivered',
    );
    expect(await kindOf(bounce({ action: 'relayed (to mailer that keeps no record)', status: '2.0.0' }), '')).toBe(
      'delivery_report rfc3464.relayed',
    );
  });

  it('is reported with recipient and message, including folded lines and odd cases', async () => {
    const { report } = classify(await readMessage(exchangeBounce('MFA@Ministry.example', id)), '');
    expect(report).toEqual({
      action: 'failed',
      status: '5.1.10',
      recipients: ['mfa@ministry.example'],
      originalId: id,
    });
    expect(
      classify(await readMessage(bounce({ recipient: 'mfa@ministry.example', originalId: id })), '').report,
    ).toMatchObject({
      originalId: id,
    });
    expect(classify(await readMessage(bounce()), '').report).toMatchObject({ recipients: [], originalId: null });
  });

  it.each([
    ['auto_reply rfc3834.auto_submitted', { headers: ['Auto-Submitted: auto-replied (vacation)'] }],
    ['auto_reply header.auto_reply', { headers: ['X-Autoreply: yes'] }],
    ['auto_reply header.precedence', { headers: ['Precedence: auto_reply'] }],
    ['auto_reply subject.known_form', { subject: 'Automatic reply: A letter' }],
    ['auto_reply subject.known_form', { subject: 'Réponse automatique : Lettre' }],
    ['auto_reply header.bulk_and_suppress', { headers: ['Precedence: bulk', 'X-Auto-Response-Suppress: All'] }],
    ['reply no_sign_of_a_machine', { headers: ['Auto-Submitted: no', 'X-Auto-Response-Suppress: All'] }],
    ['reply no_sign_of_a_machine', { subject: 'Re: your letter about automatic weapons' }],
  ])('is %s by its strongest sign', async (expected, written) => {
    expect(await kindOf(plain(written))).toBe(expected);
  });

  it('is a machine’s when nobody can answer it', async () => {
    expect(await kindOf(plain(), '')).toBe('auto_reply envelope.null_sender');
    expect(await kindOf(plain({ headers: ['Return-Path: <>'] }), null)).toBe('auto_reply envelope.null_sender');
    expect(
      await kindOf(
        withPart(['Content-Type: multipart/report; report-type=disposition-notification; boundary=a'], '--a--'),
      ),
    ).toBe('auto_reply report.other');
  });
});

describe('a message', () => {
  it('is read in the encodings of offices', async () => {
    expect((await readMessage(cyrillic)).text).toBe('Дякуємо за лист');
    expect((await readMessage(japanese)).text).toBe('ありがとう');
    expect((await readMessage(brokenBase64)).text).toContain('Thank you for your letter.');
    const html = withPart(
      ['Content-Type: text/html; charset=utf-8'],
      '<p>Dear all,</p><script>alert(1)</script><img src="https://x.example/pixel"><p>No.</p>',
    );
    expect((await readMessage(html)).text).toMatch(/^Dear all,\s+No\.$/);
  });

  it('keeps its parts, Outlook’s parcel too, under names that file systems take', async () => {
    const { text, attachments } = await readMessage(winmail);
    expect(text).toBe('See the attached note.');
    expect(attachments).toEqual([
      { filename: 'winmail.dat', contentType: 'application/ms-tnef', content: Buffer.from('789f3e22', 'hex') },
    ]);
    const odd = withPart(
      ['Content-Type: application/x-odd; name="../../etc/passwd\u202etxt.exe"', 'Content-Disposition: attachment'],
      'x',
    );
    expect((await readMessage(odd)).attachments[0]?.filename).not.toMatch(/[/\\\u202e]/);
  });

  it('never makes the reader fail, whatever its bytes are', async () => {
    const nested = `${'Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n'.repeat(400)}x`;
    for (const raw of [
      '',
      '\0\0\0',
      'no headers at all',
      ': : :\r\n\r\n',
      nested,
      `Subject: ${'=?utf-8?B?////?= '.repeat(500)}\r\n\r\n\0`,
      'Date: Fri, 99 Foo 99999\r\nFrom: <<<>>>,,@\r\n\r\n',
    ]) {
      const { text, subject } = await readMessage(Buffer.from(raw, 'latin1'));
      expect(text + subject).not.toContain('\0');
    }
  });

  it('with two senders has two, also when they stand in two headers', async () => {
    expect((await readMessage(plain({ from: 'a@foreign-ministry.example, b@evil.example' }))).from).toHaveLength(2);
    expect((await readMessage(plain({ headers: ['From: b@evil.example'] }))).from.length).toBeGreaterThan(1);
  });
});

describe('the letter of a message', () => {
  const [first, second] = [newId(), newId()];
  const signs = async (raw: Buffer, own: Parameters<typeof matchSigns>[0] = null, originalId: string | null = null) =>
    matchSigns(own, await readMessage(raw), originalId);

  it('is looked for by address, Message-ID, and reference, in this order', async () => {
    const raw = plain({
      subject: 'Re: dem-2027-ab12-fr',
      text: 'You wrote under DEM-2027-AB12-DE.',
      headers: [`In-Reply-To: <letter.${second}@example.org>`, `References: <x@y> <letter.${second}@example.org>`],
    });
    expect(await signs(raw, { use: 'reply', letterId: first }, `<letter.${first}@example.org>`)).toEqual([
      { rule: 'address.reply', letterId: first },
      { rule: 'header.references', letterId: second },
      { rule: 'report.original_id', letterId: first },
      { rule: 'subject.reference', reference: 'DEM-2027-AB12-FR' },
      { rule: 'text.reference', reference: 'DEM-2027-AB12-DE' },
    ]);
  });

  it('is not guessed where two are named', async () => {
    const raw = plain({
      text: 'DEM-2027-AB12-DE and DEM-2027-AB12-FR',
      headers: [`References: <letter.${first}@x> <letter.${second}@x>`],
    });
    expect(await signs(raw, { use: 'shared' })).toEqual([]);
  });
});
