import ipaddr from 'ipaddr.js';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { addressRange } from '../../platform/http/address-range.js';
import { networkLimits } from './inbox.limits.js';

/** Ranges of machines of one's own: a relay there hands over the mail of the whole world. */
const ownRanges = ['private', 'loopback', 'uniqueLocal', 'linkLocal'];

/** What one network of strangers may take of the listener, so that it closes the door for itself only. */
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

  /** Counts a message. @returns false when the network has had its share of this hour */
  async message(address: string): Promise<boolean> {
    const network = networkOf(address);
    if (network === null) return true;
    return this.messages.consume(network).then(
      () => true,
      () => false,
    );
  }
}

/** Null for machines of our own. */
function networkOf(address: string): string | null {
  if (ipaddr.isValid(address) && ownRanges.includes(ipaddr.process(address).range())) return null;
  return addressRange(address) ?? 'unreadable';
}
