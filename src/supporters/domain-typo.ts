import { distance } from 'fastest-levenshtein';

/** Domains many people mean; a near miss of one of them is probably a slip. */
const common = [
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'yahoo.fr',
  'yahoo.es',
  'yahoo.co.uk',
  'hotmail.com',
  'hotmail.fr',
  'hotmail.es',
  'outlook.com',
  'outlook.fr',
  'outlook.es',
  'live.com',
  'icloud.com',
  'proton.me',
  'protonmail.com',
  'gmx.net',
  'gmx.de',
  'web.de',
  't-online.de',
  'orange.fr',
  'wanadoo.fr',
  'free.fr',
  'laposte.net',
  'telefonica.net',
  'ukr.net',
  'i.ua',
  'meta.ua',
  'aol.com',
  'fastmail.com',
  'btinternet.com',
] as const;

const known = new Set<string>(common);
// Real domains that lie one slip away from a common one.
const notTypos = new Set([
  'mail.com',
  'email.com',
  'ymail.com',
  'gmx.com',
  'gmx.at',
  'gmx.ch',
  'live.fr',
  'live.es',
  'yahoo.ca',
  'yahoo.de',
  'yahoo.it',
  'free.com',
  'ua.net',
  'me.com',
  'pm.me',
  'fee.fr',
  'outlook.de',
  'outlook.it',
  'hotmail.it',
  'hotmail.de',
]);

/** The address the person may have meant, or null. Only a suggestion: the address as typed stays valid. */
export function suggestEmail(address: string): string | null {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (known.has(domain) || notTypos.has(domain) || domain.length < 5) return null;
  const near = common.map((candidate) => ({ candidate, steps: distance(domain, candidate) })).sort((a, b) => a.steps - b.steps)[0];
  const tolerated = domain.length >= 8 ? 2 : 1;
  return near && near.steps <= tolerated ? `${address.slice(0, at)}@${near.candidate}` : null;
}
