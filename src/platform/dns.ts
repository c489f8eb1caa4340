import dns from 'node:dns/promises';
import type { MxRecord } from 'node:dns';

/** Queries DNS; tests use a fake here. Rejects as `dns.promises` does. */
export abstract class DnsResolver {
  abstract resolve(name: string, type: string): Promise<string[] | string[][]>;

  /** Mail servers of a domain, in no order. */
  abstract mailServers(domain: string): Promise<MxRecord[]>;
}

/** The name servers of this machine, with short timeouts. */
export class SystemDns extends DnsResolver {
  private readonly resolver = new dns.Resolver({ timeout: 3_000, tries: 2 });

  async resolve(name: string, type: string): Promise<string[] | string[][]> {
    return (await this.resolver.resolve(name, type)) as string[] | string[][];
  }

  mailServers(domain: string): Promise<MxRecord[]> {
    return this.resolver.resolveMx(domain);
  }
}
