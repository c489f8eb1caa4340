import { Injectable } from '@nestjs/common';
import { DnsResolver } from '../dns.js';

/** Concurrent look-ups. */
const together = 16;

/** Email providers of domains: one provider may serve thousands of domains, and counts all our email to them together. */
@Injectable()
export class MailProviders {
  constructor(private readonly dns: DnsResolver) {}

  /**
   * Each domain with its provider: the owner of its first mail server, e.g. `outlook.com`. A domain is its own provider where the look-up fails.
   * @param patience milliseconds after which no further look-up begins; domains that were not looked up are missing then
   */
  async of(domains: readonly string[], patience = Infinity): Promise<Map<string, string>> {
    const known = new Map<string, string>();
    const waiting = [...new Set(domains)].reverse();
    const begun = performance.now();
    const work = async (): Promise<void> => {
      for (
        let domain = waiting.pop();
        domain !== undefined && performance.now() - begun < patience;
        domain = waiting.pop()
      )
        known.set(domain, await this.providerOf(domain));
    };
    await Promise.all(Array.from({ length: together }, work));
    return known;
  }

  private async providerOf(domain: string): Promise<string> {
    const servers = await this.dns.mailServers(domain).catch(() => []);
    const [first] = servers.sort((a, b) => a.priority - b.priority || (a.exchange < b.exchange ? -1 : 1));
    return first ? ownerOf(first.exchange) : domain;
  }
}

/** The last two labels of a host. Too short a name (`co.uk`) counts several providers as one, which only sends slower. */
const ownerOf = (host: string): string => host.toLowerCase().replace(/\.$/, '').split('.').slice(-2).join('.');
