import { generateKeyPairSync } from 'node:crypto';
import { bounce, plain, signedBy, type Bounce } from '../../../../test/support/inbound-mails.js';
import { newId } from '../../../platform/ids.js';
import { DnsResolver } from '../../../platform/dns.js';
import { authenticateMail, type Authentication } from './authentication.js';
import { classify } from './classify.js';
import { readMessage } from './message.js';
import { judgeTrust } from './trust.js';

const letter = {
  id: newId(),
  address: 'MFA@foreign-ministry.example',
  ministryAddresses: ['MFA@foreign-ministry.example', 'small.state@gmail.com'],
};
const none: Authentication = {
  spf: { result: 'none', domain: null },
  dkim: [],
  dmarc: { result: 'none', policy: null },
};
const signed = (domain: string, more: Partial<Authentication['dkim'][number]> = {}): Authentication => ({
  ...none,
  dkim: [{ result: 'pass', domain, whole: true, ...more }],
});

describe('an answer', () => {
  const judged = async (from: string, auth: Authentication, to: typeof letter | null = letter) => {
    const message = await readMessage(plain({ from }));
    return judgeTrust({ use: 'reply', letterId: letter.id }, classify(message, 'x@y.example'), message, auth, to).rule;
  };

  it('is trusted when the ministry’s own domain authenticates it', async () => {
    const from = 'cabinet@foreign-ministry.example';
    expect(await judged(from, signed('foreign-ministry.example'))).toBe('dkim.aligned');
    expect(await judged('a@press.foreign-ministry.example', signed('foreign-ministry.example'))).toBe('dkim.aligned');
    expect(await judged(from, { ...none, spf: { result: 'pass', domain: 'foreign-ministry.example' } })).toBe(
      'spf.aligned',
    );
  });

  it('is not believed without a proof, or with somebody else’s', async () => {
    const from = 'cabinet@foreign-ministry.example';
    expect(await judged(from, none)).toBe('from.unproven');
    expect(await judged(from, signed('evil.example'))).toBe('from.unproven');
    expect(await judged(from, signed('evil-foreign-ministry.example'))).toBe('from.unproven');
    expect(await judged(from, signed('foreign-ministry.example', { result: 'fail' }))).toBe('from.unproven');
    expect(await judged(from, signed('foreign-ministry.example', { whole: false }))).toBe('from.unproven');
    expect(await judged(from, { ...none, spf: { result: 'softfail', domain: 'foreign-ministry.example' } })).toBe(
      'from.unproven',
    );
    expect(
      await judged(from, { ...signed('foreign-ministry.example'), dmarc: { result: 'fail', policy: 'none' } }),
    ).toBe('dmarc.fail');
    expect(await judged('minister@evil.example', signed('evil.example'))).toBe('from.not_ministry');
    expect(await judged(`${from}, b@evil.example`, signed('foreign-ministry.example'))).toBe('from.not_one');
    expect(await judged(from, signed('foreign-ministry.example'), null)).toBe('letter.none');
  });

  it('from a provider where anybody has a mailbox is believed from that very mailbox only', async () => {
    expect(await judged('small.state@gmail.com', signed('gmail.com'))).toBe('dkim.aligned');
    expect(await judged('another@gmail.com', signed('gmail.com'))).toBe('from.not_ministry');
  });
});

describe('a report of a server', () => {
  const judged = async (
    report: Bounce,
    own: Parameters<typeof judgeTrust>[0] = { use: 'bounce', letterId: letter.id },
  ) => {
    const message = await readMessage(bounce(report));
    return judgeTrust(own, classify(message, ''), message, none, letter).rule;
  };
  const ours = `<letter.${letter.id}@example.org>`;

  it('is believed at the letter’s own bounce address, when what it says fits', async () => {
    for (const report of [
      {},
      { recipient: 'mfa@foreign-ministry.example' },
      { originalId: ours },
      { recipient: 'forwarded@elsewhere.example', originalId: ours },
    ])
      expect([report, await judged(report)]).toEqual([report, 'bounce.address']);
  });

  it('is not trusted elsewhere, or about another email', async () => {
    expect(await judged({ originalId: ours }, { use: 'reply', letterId: letter.id })).toBe(
      'report.not_to_bounce_address',
    );
    expect(await judged({ originalId: ours }, { use: 'bounce', letterId: newId() })).toBe(
      'report.not_to_bounce_address',
    );
    expect(await judged({ originalId: ours }, { use: 'shared' })).toBe('report.not_to_bounce_address');
    expect(await judged({ recipient: 'other@example.net' })).toBe('report.of_another_mail');
    expect(await judged({ recipient: 'other@example.net', originalId: '<x@y>' })).toBe('report.of_another_mail');
  });
});

describe('a sender’s domain', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  class FakeDns extends DnsResolver {
    constructor(private readonly records: Record<string, string> | 'silent') {
      super();
    }
    resolve(name: string, type: string): Promise<string[][]> {
      if (this.records === 'silent') return Promise.reject(Object.assign(new Error('timeout'), { code: 'ETIMEOUT' }));
      const found = type === 'TXT' ? this.records[name] : undefined;
      return found === undefined
        ? Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }))
        : Promise.resolve([[found]]);
    }
    mailServers(): Promise<[]> {
      return Promise.resolve([]);
    }
  }
  const records = {
    's1._domainkey.foreign-ministry.example': `v=DKIM1; k=rsa; p=${key}`,
    'foreign-ministry.example': 'v=spf1 ip4:198.51.100.7 -all',
    '_dmarc.foreign-ministry.example': 'v=DMARC1; p=reject',
  };
  const handover = {
    ip: '198.51.100.7',
    helo: 'mx.foreign-ministry.example',
    envelopeFrom: 'cabinet@foreign-ministry.example',
  };
  const sign = (raw: Buffer): Promise<Buffer> => signedBy('foreign-ministry.example', privateKey, raw);

  it('is asked for SPF, DKIM and DMARC', async () => {
    const raw = await sign(plain());
    // The documentation networks are not public, so a public address stands in.
    const dns = new FakeDns({ ...records, 'foreign-ministry.example': 'v=spf1 ip4:193.0.6.139 -all' });
    expect(await authenticateMail(raw, { ...handover, ip: '193.0.6.139' }, dns)).toEqual({
      spf: { result: 'pass', domain: 'foreign-ministry.example' },
      dkim: [{ result: 'pass', domain: 'foreign-ministry.example', whole: true }],
      dmarc: { result: 'pass', policy: 'reject' },
    });
    const forged = Buffer.from(raw.toString().replace('Thank you.', 'We agree.'));
    expect(await authenticateMail(forged, { ...handover, ip: '193.0.6.140' }, dns)).toMatchObject({
      spf: { result: 'fail' },
      dkim: [{ result: 'neutral' }],
      dmarc: { result: 'fail' },
    });
  });

  it('is not checked for SPF when a machine of our own delivered the message', async () => {
    expect(
      await authenticateMail(await sign(plain()), { ...handover, ip: '127.0.0.1' }, new FakeDns(records)),
    ).toMatchObject({
      spf: { result: 'none', domain: null },
      dkim: [{ result: 'pass' }],
      dmarc: { result: 'pass' },
    });
  });

  it('that does not answer proves nothing and refuses nothing', async () => {
    const result = await authenticateMail(
      await sign(plain()),
      { ...handover, ip: '193.0.6.139' },
      new FakeDns('silent'),
    );
    expect(result).toMatchObject({
      spf: { result: 'temperror' },
      dkim: [{ result: 'temperror' }],
      dmarc: { result: 'temperror' },
    });
    const endless = plain({ headers: Array<string>(20_000).fill('X-Long: a\r\n b') });
    expect(await authenticateMail(endless, null, new FakeDns(records))).toMatchObject({
      dkim: [],
      dmarc: { result: 'permerror' },
    });
    const often = plain({
      headers: Array<string>(11).fill('DKIM-Signature: v=1; a=rsa-sha256; d=x.example; s=s1; h=from; bh=x; b=y'),
    });
    expect(await authenticateMail(often, null, new FakeDns(records))).toMatchObject({
      dkim: [],
      dmarc: { result: 'permerror' },
    });
    expect(await authenticateMail(Buffer.from('\0'), null, new FakeDns('silent'))).toMatchObject({
      dkim: [],
      dmarc: { result: 'none' },
    });
  });
});
