import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const given = Symbol('request id');
type WithId = IncomingMessage & { [given]?: string };

/** Letters, digits and a few marks: nothing that could break a log line or a header, and no address. */
const sane = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,99}$/;

export const requestIdHeader = 'x-request-id';

/** The id a request was given; undefined for one that did not come through the front door. */
export const requestIdOf = (request: IncomingMessage): string | undefined => (request as WithId)[given];

/** Gives each request an id: its answer and its log lines carry it. One that a trusted proxy gave already is kept. */
export class RequestIds {
  private readonly proxies = new BlockList();

  /** @param proxies addresses and CIDR ranges, as TRUSTED_PROXIES has them */
  constructor(proxies: readonly string[]) {
    for (const range of proxies) {
      const [address = '', bits] = range.split('/');
      const family = familyOf(address);
      if (bits === undefined) this.proxies.addAddress(address, family);
      else this.proxies.addSubnet(address, Number(bits), family);
    }
  }

  /** The id of a request that has just come in. */
  choose(request: IncomingMessage): string {
    const offered = request.headers[requestIdHeader];
    return typeof offered === 'string' && sane.test(offered) && this.trusts(request.socket.remoteAddress) ? offered : randomUUID();
  }

  /** For whoever handles the request further in. Not done for what is answered from memory: it costs more than the answer's other parts. */
  keep(request: IncomingMessage, id: string): void {
    (request as WithId)[given] = id;
  }

  private trusts(address: string | undefined): boolean {
    return address !== undefined && this.proxies.check(address, familyOf(address));
  }
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
