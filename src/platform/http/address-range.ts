import ipaddr from 'ipaddr.js';
import { plainAddress } from './forwarded.js';

/**
 * The network an address is counted under: /24 for IPv4, /56 for IPv6 (what one household or office gets). An IPv4-mapped IPv6 address counts as
 * IPv4. Null for what is no address: unreadable addresses must never be counted as one network.
 */
export function addressRange(ip: string): string | null {
  const text = plainAddress(ip);
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  const bits = address.kind() === 'ipv4' ? 24 : 56;
  const bytes = address.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
