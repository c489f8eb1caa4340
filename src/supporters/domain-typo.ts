import { domainToUnicode } from 'node:url';
import { distance } from 'fastest-levenshtein';
import { countryCodes } from '../platform/http/country-codes.js';

/** Common domains; a near miss of one is probably a typo. */
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
// Real domains that are one typo away from a common one.
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

/** Names of providers with mailboxes under many country-code domains. */
const names = new Set(common.map((domain) => domain.slice(0, domain.indexOf('.'))));
/** Country-code domains that are one key away from `com`. */
const slips = new Set(['co', 'cm', 'om']);

/** `hotmail.nl`, `yahoo.com.br`: a known name under a real country-code domain. */
function isNational(domain: string): boolean {
  const [name = '', ...ending] = domain.split('.');
  const [last = '', second] = [...ending].reverse();
  const real = last === 'uk' || last === 'eu' || countryCodes.includes(last.toUpperCase());
  if (!names.has(name) || !real) return false;
  return second === undefined ? !slips.has(last) : ending.length === 2 && /^(?:co|com|net|org|ne|or)$/.test(second);
}

/** Letters of other alphabets that look like ours. */
const alike: Record<string, string> = {
  ...{
    а: 'a',
    е: 'e',
    о: 'o',
    с: 'c',
    р: 'p',
    х: 'x',
    у: 'y',
    і: 'i',
    ѕ: 's',
    ј: 'j',
    һ: 'h',
    ԁ: 'd',
    ԛ: 'q',
    ԝ: 'w',
    к: 'k',
    м: 'm',
    т: 't',
    ӏ: 'l',
  },
  ...{ α: 'a', ο: 'o', ι: 'i', ν: 'v', ρ: 'p', υ: 'u', κ: 'k', τ: 't', ε: 'e' },
  ...{ ı: 'i', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ŧ: 't', ɡ: 'g', ɑ: 'a', ⅼ: 'l' },
};
const asItLooks = (domain: string): string =>
  Array.from(domain.normalize('NFKD').replace(/\p{M}/gu, ''), (sign) => alike[sign] ?? sign).join('');

/** The address the person may have meant, or null. Only a suggestion: the address as typed stays valid. */
export function suggestEmail(address: string): string | null {
  const at = address.lastIndexOf('@');
  const typed = address.slice(at + 1);
  const domain = asItLooks(domainToUnicode(typed) || typed);
  const meant = (known: string): string => `${address.slice(0, at)}@${known}`;
  if (domain !== typed && (known.has(domain) || notTypos.has(domain) || isNational(domain))) return meant(domain);
  if (known.has(domain) || notTypos.has(domain) || isNational(domain) || domain.length < 5) return null;
  const near = common
    .map((candidate) => ({ candidate, steps: distance(domain, candidate) }))
    .sort((a, b) => a.steps - b.steps)[0];
  const tolerated = domain.length >= 8 ? 2 : 1;
  return near && near.steps <= tolerated ? meant(near.candidate) : null;
}
