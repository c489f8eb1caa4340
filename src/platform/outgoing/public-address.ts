import ipaddr from 'ipaddr.js';

/** The allocated part of IPv6; outside of it are obsolete forms and translations of IPv4 addresses. */
const handedOut = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is public: no loopback, private, link-local, shared, multicast or reserved range, and no IPv6 form that leads to an IPv4 address
 * (6to4, Teredo, NAT64), whatever it contains. An IPv4-mapped address is judged as the IPv4 address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(handedOut);
}

/** The literal address of a host, or null for a name. The URL parser normalises every odd notation of IPv4. */
export function literalIn(hostname: string): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : null;
}
