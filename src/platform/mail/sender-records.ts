import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Config } from '../config/config.js';
import type { DnsResolver } from '../dns.js';
import { senderDomain } from './transport.js';

/** What DNS says about our sender, and what to do where a record is missing or different. */
export interface SenderRecord {
  record: 'SPF' | 'DKIM' | 'DMARC';
  well: boolean;
  says: string;
  remedy: string;
}

/**
 * Looks up what receiving servers look up: who may send for the sender's domain (RFC 7208), the key emails are signed with (RFC 6376), and the policy
 * for others (RFC 7489, the domain itself only). Whether SPF names the server that actually sends cannot be checked from here.
 */
export async function senderRecords(config: Config, dns: DnsResolver): Promise<SenderRecord[]> {
  const domain = senderDomain(config.MAIL_FROM);
  const texts = async (name: string): Promise<string[]> =>
    (await dns.resolve(name, 'TXT').catch(() => [])).map((parts) => (Array.isArray(parts) ? parts.join('') : parts));
  const [spf, dmarc] = [await texts(domain), await texts(`_dmarc.${domain}`)].map((found) =>
    found.filter((text) => /^v=(spf1|DMARC1)\b/i.test(text)),
  );
  return [
    {
      record: 'SPF',
      well: spf?.length === 1,
      says:
        spf?.length === 1
          ? `${domain} names who may send for it`
          : `${domain} has ${spf?.length ? 'more than one record' : 'no record'}`,
      remedy: `Publish one TXT record at ${domain}: v=spf1 with your mail server, such as "v=spf1 include:… -all".`,
    },
    await dkimRecord(config, texts),
    {
      record: 'DMARC',
      well: dmarc?.length === 1,
      says: dmarc?.length === 1 ? `${domain} says how to handle forgeries` : `${domain} has no single record`,
      remedy: `Publish a TXT record at _dmarc.${domain}, at first "v=DMARC1; p=none; rua=mailto:…", later p=quarantine or p=reject.`,
    },
  ];
}

async function dkimRecord(config: Config, texts: (name: string) => Promise<string[]>): Promise<SenderRecord> {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_PRIVATE_KEY_FILE: file } = config;
  if (domain === undefined || selector === undefined || file === undefined)
    return {
      record: 'DKIM',
      well: false,
      says: 'mails are not signed here',
      remedy: 'Set DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY_FILE, unless your mail server signs.',
    };
  const name = `${selector}._domainkey.${domain}`;
  const published = (await texts(name))
    .map((text) => /(?:^|;)\s*p=([A-Za-z0-9+/=\s]*)/.exec(text)?.[1]?.replace(/\s/g, ''))
    .find(Boolean);
  const ours = createPublicKey(readFileSync(file)).export({ type: 'spki', format: 'der' }).toString('base64');
  const well = published !== undefined && ours.endsWith(published);
  const says = well
    ? `${name} has the key mails are signed with`
    : `${name} has ${published === undefined ? 'no key' : 'another key'}`;
  return {
    record: 'DKIM',
    well,
    says,
    remedy: `Publish a TXT record at ${name}: "v=DKIM1; k=rsa; p=${ours.slice(0, 24)}…", the whole public key.`,
  };
}
