import ipaddr from 'ipaddr.js';
import { AddressRefused } from './webhooks.errors.js';
import { openPorts } from './webhooks.values.js';

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

/**
 * Checks the URL of an endpoint without DNS. Names are resolved at every sending.
 * @param allowPrivate private addresses, every port and plain http are allowed
 * @throws AddressRefused
 */
export function checkAddress(text: string, allowPrivate: boolean): URL {
  if (!URL.canParse(text)) throw new AddressRefused('That is not an address (URL).');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate))
    throw new AddressRefused('The address must begin with https://.');
  if (url.username !== '' || url.password !== '')
    throw new AddressRefused('The address must not contain a user name or a password.');
  if (url.hash !== '') throw new AddressRefused('The address must not contain a fragment (#…).');
  if (allowPrivate) return url;
  if (!openPorts.includes(url.port)) throw new AddressRefused('The port must be 443 or 8443.');
  const literal = literalIn(url.hostname);
  if (literal !== null && !isPublicAddress(literal))
    throw new AddressRefused('The address does not lead to the open internet.');
  if (literal === null && !/[^.]\.[^.]/.test(url.hostname))
    throw new AddressRefused('The address needs a full host name.');
  return url;
}
