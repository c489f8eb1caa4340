/** How one provider maps addresses to mailboxes. Sources: the providers' own help pages, general knowledge, to be reviewed yearly. */
interface Provider {
  /** All domains that lead to the same mailbox; the first is the canonical one. */
  domains: readonly string[];
  /** Character after which the local part is ignored. */
  tag?: '+' | '-';
  ignoresDots?: boolean;
}

export const providers: readonly Provider[] = [
  { domains: ['gmail.com', 'googlemail.com'], tag: '+', ignoresDots: true },
  { domains: ['outlook.com'], tag: '+' },
  { domains: ['hotmail.com'], tag: '+' },
  { domains: ['live.com'], tag: '+' },
  { domains: ['msn.com'], tag: '+' },
  { domains: ['icloud.com', 'me.com', 'mac.com'], tag: '+' },
  { domains: ['proton.me', 'protonmail.com', 'pm.me', 'protonmail.ch'], tag: '+', ignoresDots: true },
  { domains: ['fastmail.com', 'fastmail.fm'], tag: '+' },
  { domains: ['yandex.ru', 'yandex.com', 'yandex.ua', 'yandex.by', 'yandex.kz', 'ya.ru'], tag: '+' },
  { domains: ['yahoo.com'], tag: '-' },
  { domains: ['yahoo.fr'], tag: '-' },
  { domains: ['yahoo.es'], tag: '-' },
  { domains: ['gmx.net', 'gmx.de'], tag: '+' },
  { domains: ['zoho.com'], tag: '+' },
  { domains: ['posteo.de', 'posteo.net'], tag: '+' },
  { domains: ['mailbox.org'], tag: '+' },
];

const byDomain = new Map(
  providers.flatMap((provider) => provider.domains.map((domain) => [domain, provider] as const)),
);

/**
 * The one spelling of all addresses that reach the same mailbox, for telling persons apart; never used for sending.
 * @param address as `emailAddress` returns it: domain in lower-case ASCII
 */
export function canonicalEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  let local = address.slice(0, at).toLowerCase();
  const provider = byDomain.get(domain);
  if (!provider) return `${local}@${domain}`;
  const tag = provider.tag === undefined ? -1 : local.indexOf(provider.tag);
  if (tag > 0) local = local.slice(0, tag);
  const dotless = provider.ignoresDots ? local.replaceAll('.', '') : local;
  return `${dotless === '' ? local : dotless}@${provider.domains[0] ?? domain}`;
}
