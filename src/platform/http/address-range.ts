import ipaddr from 'ipaddr.js';

/**
 * The network an address is counted under: /24 for IPv4, /56 for IPv6 (what one household or office gets).
 * An IPv4 address in IPv6 clothes counts as IPv4.
 */
export function addressRange(ip: string): string {
  if (!ipaddr.isValid(ip)) return 'unknown';
  const address = ipaddr.process(ip);
  const bits = address.kind() === 'ipv4' ? 24 : 56;
  const bytes = address.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0));
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
