import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { DnsResolver } from '../../../platform/dns.js';
import { dnsSeconds } from '../inbox.limits.js';

/** The client that delivered the message; null for a mailbox, which does not say. */
export interface Handover {
  ip: string;
  helo: string;
  envelopeFrom: string;
}

/**
 * Authentication results of sender domains. Values are those of RFC 8601: `pass`, `fail`, `softfail`, `neutral`, `none`, `temperror`, `permerror`.
 */
export interface Authentication {
  spf: { result: string; domain: string | null };
  /** A signature that leaves part of the text unsigned is not `whole`. */
  dkim: { result: string; domain: string; whole: boolean }[];
  dmarc: { result: string; policy: string | null };
}

/** The result when DNS could not be queried. */
const unknown: Authentication = {
  spf: { result: 'temperror', domain: null },
  dkim: [],
  dmarc: { result: 'temperror', policy: null },
};

/** Longer headers, and more signatures, cost the library quadratic time; no honest sender writes them. */
const bounds = { headBytes: 64 * 1024, signatures: 10 };
const unasked: Authentication = {
  spf: { result: 'none', domain: null },
  dkim: [],
  dmarc: { result: 'permerror', policy: null },
};

/**
 * SPF, DKIM and DMARC at receipt. Never rejects: where DNS does not answer in time the result is `temperror`, and where the headers are absurdly long
 * nothing is queried (`permerror`). SPF is skipped (`none`) for a message from our own network or from a mailbox, because its sender's machine is not
 * known.
 */
export async function authenticateMail(
  raw: Buffer,
  handover: Handover | null,
  resolver: DnsResolver,
): Promise<Authentication> {
  if (!isWithinBounds(raw)) return unasked;
  const isKnown = handover !== null && isPublic(handover.ip);
  const { authenticate } = await import('mailauth');
  const work = authenticate(raw, {
    resolver: (name, type) => resolver.resolve(name, type),
    disableArc: true,
    disableBimi: true,
    mta: 'demarche.invalid',
    ...(isKnown && { ip: handover.ip, helo: handover.helo, sender: handover.envelopeFrom }),
  });
  try {
    const { spf, dkim, dmarc } = await within(work, dnsSeconds * 1000);
    return {
      spf:
        isKnown && spf ? { result: wordOf(spf.status.result), domain: spf.domain } : { result: 'none', domain: null },
      dkim: dkim.results
        .slice(0, 10)
        .flatMap(({ status, signingDomain }) =>
          signingDomain
            ? [{ result: wordOf(status.result), domain: signingDomain.toLowerCase(), whole: !status.underSized }]
            : [],
        ),
      dmarc: dmarc
        ? { result: wordOf(dmarc.status.result), policy: dmarc.policy ?? null }
        : { result: 'none', policy: null },
    };
  } catch {
    return unknown;
  }
}

function isWithinBounds(raw: Buffer): boolean {
  const head = raw.toString('latin1', 0, bounds.headBytes);
  const end = /\r?\n\r?\n/.exec(head)?.index ?? (raw.length <= bounds.headBytes ? head.length : null);
  return end !== null && (head.slice(0, end).match(/^dkim-signature:/gim) ?? []).length <= bounds.signatures;
}

const wordOf = (result: string): string => (result === 'temperr' ? 'temperror' : result);

const isPublic = (ip: string): boolean => isIP(ip) !== 0 && ipaddr.process(ip).range() === 'unicast';

function within<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
