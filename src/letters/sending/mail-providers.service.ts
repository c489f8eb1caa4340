import { Injectable } from '@nestjs/common';
import { DnsResolver } from '../../platform/dns.js';
import { ChannelsService } from '../../ministries/channels.service.js';

/** Concurrent look-ups. */
const together = 16;

/** Email providers of domains: several ministries may use one provider, which counts all our email together. */
@Injectable()
export class MailProvidersService {
  constructor(
    private readonly dns: DnsResolver,
    private readonly channels: ChannelsService,
  ) {}

  /**
   * Each domain with its provider: the domain of its first mail server, e.g. `outlook.com`. A domain is its own provider where the look-up fails, and
   * where email stays in the local mailbox.
   */
  async of(domains: readonly string[]): Promise<Map<string, string>> {
    const known = new Map(domains.map((domain) => [domain, domain]));
    if (this.channels.localMailbox) return known;
    const asked = [...known.keys()];
    for (let n = 0; n < asked.length; n += together)
      await Promise.all(
        asked.slice(n, n + together).map(async (domain) => known.set(domain, await this.providerOf(domain))),
      );
    return known;
  }

  private async providerOf(domain: string): Promise<string> {
    const servers = await this.dns.mailServers(domain).catch(() => []);
    const [first] = servers.sort((a, b) => a.priority - b.priority || (a.exchange < b.exchange ? -1 : 1));
    return first ? ownerOf(first.exchange) : domain;
  }
}

/** The last two labels of a host. Too short a name (`co.uk`) counts several providers as one, which only sends slower. */
export const ownerOf = (host: string): string => host.toLowerCase().replace(/\.$/, '').split('.').slice(-2).join('.');
