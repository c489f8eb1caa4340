import { Webhook } from 'standardwebhooks';
import { isPublicAddress } from '../platform/outgoing/public-address.js';
import { checkAddress } from './address-rules.js';
import { bodyOf, headersOf, messageIdOf } from './webhook-message.js';
import { backOff, failingMilliseconds, waitAfter } from './webhooks.values.js';

describe('addresses of webhooks', () => {
  it.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s is in the open internet',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ...[
      '127.0.0.1',
      '127.255.0.9',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '0.1.2.3',
    ],
    ...['224.0.0.1', '255.255.255.255', '240.0.0.1', '192.0.2.1', '198.18.0.1', '192.88.99.1'],
    ...[
      '::',
      '::1',
      '::7f00:1',
      '::ffff:127.0.0.1',
      '::ffff:a00:1',
      'fe80::1',
      'fc00::1',
      'fd12::1',
      'fec0::1',
      'ff02::1',
      '2001:db8::1',
    ],
    ...['2002:7f00:1::', '2002:808:808::', '2001::1', '64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::1', '100::1'],
    ...['', 'localhost', '8.8.8.8:443', 'example.org'],
  ])('"%s" is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['https://example.org/hook?key=1', 'https://example.org:8443/', 'https://8.8.8.8/'])(
    '%s is taken',
    (address) => {
      expect(checkAddress(address, false).href).toBe(address);
    },
  );

  it.each([
    ...['http://example.org/', 'ftp://example.org/', 'file:///etc/passwd', 'javascript:alert(1)', 'example.org', ''],
    ...[
      'https://user@example.org/',
      'https://user:password@example.org/',
      'https://example.org/#part',
      'https://example.org:22/',
      'https://example.org:80/',
    ],
    ...[
      'https://localhost/',
      'https://localhost./',
      'https://intranet/',
      'https://127.0.0.1/',
      'https://0x7f.1/',
      'https://2130706433/',
    ],
    ...[
      'https://0177.0.0.1/',
      'https://127.1/',
      'https://127.0.0.1./',
      'https://①②⑦.0.0.1/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
    ],
    ...[
      'https://[::ffff:7f00:1]/',
      'https://[64:ff9b::7f00:1]/',
      'https://[2002:7f00:1::]/',
      'https://169.254.169.254/latest/',
      'https://[fe80::1]/',
    ],
  ])('"%s" is refused', (address) => {
    expect(() => checkAddress(address, false)).toThrow(
      expect.objectContaining({ code: 'webhook.address_refused' }) as Error,
    );
  });

  it('may be private where the installation says so, and never carry a password', () => {
    expect(checkAddress('http://127.0.0.1:4000/', true).port).toBe('4000');
    expect(() => checkAddress('http://user@127.0.0.1/', true)).toThrow('user name');
  });
});

describe('attempts', () => {
  it('come after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours, and then no more', () => {
    expect(backOff.map((wait) => wait / 1000)).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect([1, 2, 9, 10, 11].map(waitAfter)).toEqual([5_000, 300_000, 86_400_000, null, null]);
    expect(backOff.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(failingMilliseconds);
  });
});

describe('messages', () => {
  const [old, fresh] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'] as const;
  const body = bodyOf({ type: 'letter.sent', at: new Date('2027-04-02T07:30:00Z'), data: { letterId: '1' } });
  const id = messageIdOf('0190aaaa-0000-7000-8000-000000000000');
  const now = new Date();
  const verify = (secret: string, text: string, headers: Record<string, string>) =>
    new Webhook(secret).verify(text, headers);

  it('carry type, time and data, and are verified by the reference library under either secret of a rotation', () => {
    const headers = headersOf(id, now, body, [fresh, old]);
    const told = { type: 'letter.sent', timestamp: '2027-04-02T07:30:00.000Z', data: { letterId: '1' } };
    for (const secret of [old, fresh]) expect(verify(secret, body, headers)).toEqual(told);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  });

  it('are refused by it when forged, changed, under another number, or late', () => {
    const headers = headersOf(id, now, body, [fresh]);
    expect(() => verify(old, body, headers)).toThrow('No matching signature');
    expect(() => verify(fresh, body.replace('"1"', '"2"'), headers)).toThrow('No matching signature');
    expect(() => verify(fresh, body, { ...headers, 'webhook-id': 'msg_other' })).toThrow('No matching signature');
    const [early, late] = [-6, 6].map((minutes) =>
      headersOf(id, new Date(now.getTime() + minutes * 60_000), body, [fresh]),
    );
    expect(() => verify(fresh, body, early ?? {})).toThrow('too old');
    expect(() => verify(fresh, body, late ?? {})).toThrow('too new');
    expect(() => verify(fresh, body, { ...early, 'webhook-timestamp': headers['webhook-timestamp'] ?? '' })).toThrow(
      'No matching signature',
    );
  });
});
