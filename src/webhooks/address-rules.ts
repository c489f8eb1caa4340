import { isPublicAddress, literalIn } from '../platform/outgoing/public-address.js';
import { AddressRefused } from './webhooks.errors.js';
import { openPorts } from './webhooks.values.js';

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
