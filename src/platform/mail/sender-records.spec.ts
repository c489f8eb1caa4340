import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config/config.js';
import { DnsResolver } from '../dns.js';
import { senderRecords } from './sender-records.js';

class Names extends DnsResolver {
  constructor(private readonly texts: Record<string, string[]>) {
    super();
  }
  resolve(name: string): Promise<string[][]> {
    const found = this.texts[name];
    return found
      ? Promise.resolve(found.map((text) => [text.slice(0, 20), text.slice(20)]))
      : Promise.reject(new Error('ENOTFOUND'));
  }
  mailServers(): Promise<[]> {
    return Promise.resolve([]);
  }
}

describe('records of the sender', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-dkim-'));
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const file = join(folder, 'key.pem');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  afterAll(() => rmSync(folder, { recursive: true }));
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const signed = {
    MAIL_FROM: 'Campaign <campaign@example.org>',
    DKIM_DOMAIN: 'example.org',
    DKIM_SELECTOR: 's1',
    DKIM_PRIVATE_KEY_FILE: file,
  };
  const looked = async (texts: Record<string, string[]>, settings: Record<string, string> = signed) =>
    (await senderRecords(readConfig(settings), new Names(texts))).map(
      ({ record, well }) => `${record} ${well ? 'well' : 'not'}`,
    );

  it('are well when each is there once and the key is ours', async () => {
    const texts = {
      'example.org': ['something=else', 'v=spf1 ip4:192.0.2.1 -all'],
      '_dmarc.example.org': ['v=DMARC1; p=none'],
      's1._domainkey.example.org': [`v=DKIM1; k=rsa; p=${key}`],
    };
    expect(await looked(texts)).toEqual(['SPF well', 'DKIM well', 'DMARC well']);
  });

  it('are not when they are missing, double, or of another key', async () => {
    expect(await looked({})).toEqual(['SPF not', 'DKIM not', 'DMARC not']);
    const double = { 'example.org': ['v=spf1 -all', 'v=spf1 +all'], 's1._domainkey.example.org': ['v=DKIM1; p=AAAA'] };
    expect(await looked(double)).toEqual(['SPF not', 'DKIM not', 'DMARC not']);
    expect(await looked({}, { MAIL_FROM: 'campaign@example.org' })).toEqual(['SPF not', 'DKIM not', 'DMARC not']);
  });
});
