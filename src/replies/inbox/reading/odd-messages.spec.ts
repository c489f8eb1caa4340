import { plain, withPart } from '../../../../test/support/inbound-mails.js';
import { contentOfParcel } from './signed-parcel.js';
import { withCharsets } from './charsets.js';
import { readMessage } from './message.js';

const join = (...parts: (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part)));
/** "Дякуємо за лист" and "Відповідь" in windows-1251. */
const [thanks, answer] = [
  Buffer.from('c4ffeaf3baecee20e7e020ebe8f1f2', 'hex'),
  Buffer.from('c2b3e4efeee2b3e4fc', 'hex'),
];
const asQuotedPrintable = (bytes: Buffer): string =>
  [...bytes].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** BER with definite or open lengths. */
const element = (tag: number, content: Buffer, open: boolean): Buffer =>
  open
    ? join(Buffer.from([tag, 0x80]), content, Buffer.from([0, 0]))
    : join(
        Buffer.from([tag, 0x83, content.length >> 16, (content.length >> 8) & 0xff, content.length & 0xff]),
        content,
      );
const oid = (hex: string): Buffer => join(Buffer.from([6, hex.length / 2]), Buffer.from(hex, 'hex'));
const octets = (text: string): Buffer => element(0x04, Buffer.from(text), false);
const parcel = (content: string, open: boolean): Buffer => {
  const half = Math.floor(content.length / 2);
  const string = open
    ? element(0x24, join(octets(content.slice(0, half)), octets(content.slice(half))), true)
    : octets(content);
  const encapsulated = element(0x30, join(oid('2a864886f70d010701'), element(0xa0, string, open)), open);
  const signed = element(0x30, join(Buffer.from([2, 1, 1]), element(0x31, Buffer.alloc(0), false), encapsulated), open);
  return element(0x30, join(oid('2a864886f70d010702'), element(0xa0, signed, open)), open);
};
const inner = 'Content-Type: text/plain; charset=utf-8\r\n\r\nThe answer is yes: Дякуємо.\r\n';
const smime = (bytes: Buffer, type = 'application/pkcs7-mime; smime-type=signed-data; name=smime.p7m'): Buffer =>
  withPart([`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64'], bytes.toString('base64'));

/**
 * How many times more processor time reading takes when the input is ten times as long: some 10 when the cost follows the length, 100 when its square. What else the
 * machine does counts neither way: the least of several attempts, until one shows it.
 */
function growth(ofLength: (bytes: number) => Buffer, read: (raw: Buffer) => unknown): number {
  const [long, short] = [ofLength(3_000_000), ofLength(300_000)];
  const costOf = (raw: Buffer): number => {
    const start = process.cpuUsage();
    read(raw);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  const least = (raw: Buffer): number => Math.min(...Array.from({ length: 5 }, () => costOf(raw)));
  const base = Math.max(least(short), 1);
  let cost = least(long);
  for (let attempt = 0; attempt < 20 && cost >= 40 * base; attempt++) cost = Math.min(cost, costOf(long));
  return cost / base;
}

describe('a message of an old or careless client', () => {
  it.each([
    ['UTF-8', Buffer.from('Відповідь'), 'text/plain; charset=utf-8', Buffer.from('x')],
    ['the character set of its text', answer, 'text/plain; charset=windows-1251', thanks],
    ['a character set that nothing names', answer, 'text/plain', thanks],
  ])('has its subject and sender in raw bytes read, in %s', async (_, subject, type, body) => {
    const raw = join(
      'From: ',
      subject,
      ' <mfa@ministry.example>\r\nSubject: ',
      subject,
      `\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n`,
      body,
    );
    const { subject: read, from } = await readMessage(raw);
    expect([read, from]).toEqual(['Відповідь', [{ address: 'mfa@ministry.example', name: 'Відповідь' }]]);
  });

  const html = join(
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><p>',
    thanks,
    '</p></html>',
  );
  it.each([
    ['8bit', html],
    ['base64', Buffer.from(html.toString('base64'))],
    [
      'quoted-printable',
      Buffer.from(
        html.toString('latin1').replaceAll('=', '=3D').replace(thanks.toString('latin1'), asQuotedPrintable(thanks)),
      ),
    ],
  ])('is read by the character set that its HTML names, in %s', async (encoding, body) => {
    const alone = join(
      'From: a@b.example\r\nSubject: x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: ',
      encoding,
      '\r\n\r\n',
      body,
    );
    expect((await readMessage(alone)).text).toBe('Дякуємо за лист');
    const mixed = join(
      'From: a@b.example\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Transfer-Encoding: ',
      encoding,
      '\r\nContent-Type: text/html;\r\n name=x\r\n\r\n',
      body,
      '\r\n--q--\r\n',
    );
    expect((await readMessage(mixed)).text).toBe('Дякуємо за лист');
  });

  it('is read where its text names no character set', async () => {
    expect((await readMessage(withPart(['Content-Type: text/plain'], thanks))).text).toBe('Дякуємо за лист');
  });
});

describe('an answer inside of another message', () => {
  const attached = (text: string, head = ''): Buffer =>
    join(
      'From: Clerk <clerk@ministry.example>\r\nSubject: Fwd\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: message/rfc822\r\n\r\n',
      head,
      'From: Minister <minister@ministry.example>\r\nSubject: Our answer\r\n\r\n',
      text,
      '\r\n--q--\r\n',
    );

  it('is read, attributed to its author, and matched by what it replies to', async () => {
    const id = '<letter.0190aaaa-0000-7000-8000-000000000000@example.org>';
    const { text, references } = await readMessage(attached('We say yes.', `In-Reply-To: ${id}\r\n`));
    expect(text).toBe('From: Minister <minister@ministry.example>\nSubject: Our answer\n\nWe say yes.');
    expect(references).toEqual([id]);
    const whole = await readMessage(
      Buffer.from('From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nWe say yes.\r\n'),
    );
    expect(whole.text).toContain('We say yes.');
  });

  it('is none when it is our own returned letter', async () => {
    const id = '<letter.0190aaaa-0000-7000-8000-000000000000@example.org>';
    const { text, references } = await readMessage(attached('Dear Minister', `Message-ID: ${id}\r\n`));
    expect([text, references]).toEqual(['', [id]]);
  });

  it.each([true, false])('is read out of a signed parcel of S/MIME (open lengths: %s)', async (open) => {
    const { text, sealed } = await readMessage(smime(parcel(inner, open)));
    expect([text, sealed]).toEqual(['The answer is yes: Дякуємо.', false]);
  });

  it('is said to be sealed when it is encrypted, or no parcel at all', async () => {
    for (const raw of [
      smime(
        Buffer.from('308006092a864886f70d010703a080', 'hex'),
        'application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
      ),
      smime(Buffer.from('not a parcel')),
      withPart(
        ['Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=q'],
        '--q\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--q\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\nx\r\n--q--\r\n',
      ),
    ])
      expect((await readMessage(raw)).sealed).toBe(true);
    expect((await readMessage(plain())).sealed).toBe(false);
  });

  it.each([
    ['lines that begin parts which never come', 'Content-Type: text/html\r\n'],
    ['parts without a character set', '\r\n--q\r\nContent-Type: text/plain\r\n\r\nx'],
    ['parts with one', '\r\n--q\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nx'],
    ['folded lines', 'Content-Type: text/html;\r\n x'],
  ])('costs no more than its length with many %s', (_, unit) => {
    const ofLength = (bytes: number): Buffer => Buffer.from(unit.repeat(Math.ceil(bytes / unit.length)));
    expect(growth(ofLength, withCharsets)).toBeLessThan(40);
  });

  it('makes no reader wait, however many pieces a parcel pretends to have', () => {
    const open = Buffer.from('3080'.repeat(10), 'hex');
    const ofLength = (bytes: number): Buffer => Buffer.concat([open, Buffer.alloc(bytes, Buffer.from('0400', 'hex'))]);
    expect(contentOfParcel(ofLength(6_000_000))).toBeNull();
    expect(growth(ofLength, contentOfParcel)).toBeLessThan(40);
  });

  it('makes no reader fail, whatever the parcel is', () => {
    for (const hex of [
      '',
      '30',
      '3080',
      '30ff',
      '308630868686',
      '24'.repeat(50),
      '2480'.repeat(5_000),
      '30847fffffff02',
    ])
      expect(() => contentOfParcel(Buffer.from(hex, 'hex'))).not.toThrow();
  });
});
