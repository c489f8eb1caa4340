import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Private address ranges: where a proxy of the installation is, and no visitor from the internet. */
const ownRanges = ['private', 'loopback', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'];

/** An address as proxies write it, without port, brackets, quotes or zone; anything else is returned unchanged. */
export function plainAddress(text: string): string {
  let address = text.trim();
  if (address.startsWith('"') && address.endsWith('"')) address = address.slice(1, -1);
  if (address.startsWith('[')) address = address.slice(1).split(']', 1)[0] ?? '';
  else if (address.split(':').length === 2) address = address.split(':', 1)[0] ?? '';
  return address.split('%', 1)[0] ?? '';
}

/** Reads X-Forwarded-For before the framework does, which understands only bare addresses in it. */
export class Forwarded {
  private readonly proxies = new BlockList();

  /** @param ranges addresses and CIDR ranges, as in TRUSTED_PROXIES; @param untrusted called for a proxy of our own that is not among them */
  constructor(
    ranges: readonly string[],
    private readonly untrusted: () => void,
  ) {
    for (const range of ranges) {
      const [address = '', bits] = range.split('/');
      if (bits === undefined) this.proxies.addAddress(address, familyOf(address));
      else this.proxies.addSubnet(address, Number(bits), familyOf(address));
    }
  }

  /** Whether a request comes straight from a trusted proxy. */
  trusts({ socket }: IncomingMessage): boolean {
    const address = socket.remoteAddress;
    return address !== undefined && this.proxies.check(address, familyOf(address));
  }

  meet(request: IncomingMessage): void {
    const { 'x-forwarded-for': given } = request.headers;
    if (given === undefined) return;
    if (this.trusts(request)) {
      const parts = String(given).split(',').map(plainAddress);
      request.headers['x-forwarded-for'] = parts.filter((part) => part !== '').join(', ');
    } else if (isOwn(request.socket.remoteAddress)) this.untrusted();
  }
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
const isOwn = (address = ''): boolean => ipaddr.isValid(address) && ownRanges.includes(ipaddr.process(address).range());
