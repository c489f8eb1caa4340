import ipaddr from 'ipaddr.js';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { addressRange } from '../../platform/http/address-range.js';
import { networkLimits } from './inbox.limits.js';

/** Private address ranges: a relay there delivers email from everywhere. */
const ownRanges = ['private', 'loopback', 'uniqueLocal', 'linkLocal'];

/** Limits the use of the listener per network, so that a network can block only itself. */
export class NetworkLimits {
  private readonly open = new Map<string, number>();
  private readonly messages = new RateLimiterMemory({ points: networkLimits.messages, duration: 3_600 });

  /** Counts a connection. @returns false for one too many, which is counted until it is closed too */
  connect(address: string): boolean {
    const network = networkOf(address);
    if (network === null) return true;
    const open = (this.open.get(network) ?? 0) + 1;
    this.open.set(network, open);
    return open <= networkLimits.connections;
  }

  close(address: string): void {
    const network = networkOf(address);
    if (network === null) return;
    const left = (this.open.get(network) ?? 1) - 1;
    if (left > 0) this.open.set(network, left);
    else this.open.delete(network);
  }

  /** Counts a message. @returns false when the network has used up its hourly limit */
  async message(address: string): Promise<boolean> {
    const network = networkOf(address);
    if (network === null) return true;
    return this.messages.consume(network).then(
      () => true,
      () => false,
    );
  }
}

/** Null for private addresses. */
function networkOf(address: string): string | null {
  if (ipaddr.isValid(address) && ownRanges.includes(ipaddr.process(address).range())) return null;
  return addressRange(address) ?? 'unreadable';
}
