import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { AddressNotPublic, OutgoingClient, UnknownHost } from '../../platform/outgoing/outgoing-client.js';

/** Where a link leads: `unclear` is no answer, or one that says nothing about readers. */
export type LinkOutcome = 'works' | 'gone' | 'unknown_host' | 'not_public' | 'unclear';

export interface LinkCheck {
  address: string;
  outcome: LinkOutcome;
  httpStatus: number | null;
  checkedAt: Date;
}

/** In bytes. No browser is sure of longer ones. */
export const longestLink = 2_000;
export const isTooLong = (address: string): boolean => Buffer.byteLength(address) > longestLink;

const mostRedirects = 4;
const atOnce = 4;
const answerBytes = 64 * 1024;
const headers = { 'user-agent': 'Demarche-Links', accept: 'text/html,*/*;q=0.8' };

/** Follows the links of texts, and remembers where they led. */
@Injectable()
export class LinkChecks {
  /** Milliseconds for one link with all its redirects; shorter in tests. */
  patience = 10_000;
  /** For tests: links to this machine. */
  allowPrivate = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outgoing: OutgoingClient,
  ) {}

  /** What is known of these addresses. */
  async of(addresses: readonly string[]): Promise<LinkCheck[]> {
    const rows = await this.database.prisma.linkCheck.findMany({ where: { address: { in: [...addresses] } } });
    return rows.map((row) => ({ ...row, outcome: row.outcome as LinkOutcome }));
  }

  /** Tries each address, a few at once, outside of any transaction. Those that are too long are left out: the gate refuses them. */
  async check(addresses: readonly string[]): Promise<void> {
    const waiting = addresses.filter((address) => !isTooLong(address));
    await Promise.all(Array.from({ length: atOnce }, () => this.work(waiting)));
  }

  private async work(waiting: string[]): Promise<void> {
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      const found = { ...(await this.follow(address)), checkedAt: this.clock.now() };
      await this.database.prisma.linkCheck.upsert({
        where: { address },
        create: { address, ...found },
        update: found,
      });
    }
  }

  /** Pages for readers stand at the usual ports. */
  private mayAsk({ protocol, port }: URL): boolean {
    return ['https:', 'http:'].includes(protocol) && (port === '' || this.allowPrivate);
  }

  private async follow(address: string): Promise<Pick<LinkCheck, 'outcome' | 'httpStatus'>> {
    const signal = AbortSignal.timeout(this.patience);
    try {
      let url = new URL(address);
      for (let redirects = 0; redirects <= mostRedirects; redirects++) {
        if (!this.mayAsk(url)) break;
        // Many servers answer HEAD with errors they do not mean.
        const { status, location } = await this.outgoing.ask({
          method: 'GET',
          url,
          headers,
          allowPrivate: this.allowPrivate,
          answerBytes,
          signal,
        });
        const isRedirect = status >= 300 && status < 400 && location !== null;
        if (!isRedirect) return { outcome: outcomeOf(status), httpStatus: status };
        url = new URL(location, url);
      }
      return { outcome: 'unclear', httpStatus: null };
    } catch (error) {
      if (error instanceof AddressNotPublic) return { outcome: 'not_public', httpStatus: null };
      const isUnknown = error instanceof UnknownHost && error.known;
      return { outcome: isUnknown ? 'unknown_host' : 'unclear', httpStatus: null };
    }
  }
}

const outcomeOf = (status: number): LinkOutcome =>
  status >= 200 && status < 300 ? 'works' : status === 404 || status === 410 ? 'gone' : 'unclear';
