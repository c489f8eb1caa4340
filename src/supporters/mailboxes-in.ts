import { normaliseEmail } from '../platform/http/fields.js';
import { canonicalEmail } from './canonical-email.js';

/** Characters allowed before the @. */
const localSign = /[a-z0-9.!#$%&'*+/=?^_`{|}~-]/;
const domainSign = /[\p{L}\p{M}\p{N}.-]/u;
const longestLocal = 64;
const longestDomain = 253;

/** Replacements of plain characters by people and software: typographic apostrophes and dashes, `(at)`, `%40`, `&#64;`, invisible characters. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[‘’‛ʼʹʻ′´]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[。｡]/g, '.')
    .replace(/&#64;|&#x40;|&commat;/gi, '@')
    .replace(/&#0?39;|&#x27;|&apos;/gi, "'")
    .replace(/[([{<]at[)\]}>]/gi, '@')
    .replace(/[([{<](?:dot|punkt|point|punto)[)\]}>]/gi, '.')
    .replace(/\s?@\s?/g, '@')
    .toLowerCase();
}

/** `o%27brien%40example.org` as it was before it became part of an address. */
const percentDecoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'));

/** Candidates ending before `at`: longest first, each beginning where a word may begin. */
function localsBefore(text: string, at: number): string[] {
  const end = text[at - 1] === '"' ? at - 1 : at;
  let start = end;
  while (start > 0 && end - start < longestLocal && localSign.test(text[start - 1] ?? '')) start--;
  const locals: string[] = [];
  for (let from = start; from < end; from++)
    if (from === start || !/[a-z0-9]/.test(text[from - 1] ?? '')) locals.push(text.slice(from, end));
  return locals;
}

/** Candidates beginning after `at`: cut at each dot and where another script begins. */
function domainsAfter(text: string, at: number): string[] {
  const run: string[] = [];
  for (const sign of text.slice(at + 1, at + 1 + longestDomain)) {
    if (!domainSign.test(sign)) break;
    run.push(sign);
  }
  const domains: string[] = [];
  for (let end = 1; end <= run.length; end++) {
    const [last = '', next = '.'] = [run[end - 1], run[end]];
    const cut = next === '.' || (last < '\x80' && next > '\x7f');
    if (cut && last !== '.') domains.push(run.slice(0, end).join(''));
  }
  return domains.filter((domain) => domain.includes('.'));
}

/**
 * The canonical spelling of every mailbox a text may name, however it is written and whatever surrounds it. Errs on the side of too many: of
 * `'ann@example.org` both readings are included.
 * @returns null when there are more than `most`
 */
export function mailboxesIn(texts: readonly string[], most: number): Set<string> | null {
  const found = new Set<string>();
  let tried = 0;
  for (const text of texts) {
    if (!/[@%&]|at[)\]}>]|\uFF20|\uFE6B/i.test(text)) continue;
    const folded = plain(text);
    for (const spelling of new Set([folded, plain(percentDecoded(folded))]))
      for (let at = spelling.indexOf('@'); at >= 0; at = spelling.indexOf('@', at + 1))
        for (const domain of domainsAfter(spelling, at))
          for (const local of localsBefore(spelling, at)) {
            if (++tried > most * 50) return null;
            const address = normaliseEmail(`${local}@${domain}`);
            if (address !== null) found.add(canonicalEmail(address));
          }
  }
  return found.size > most ? null : found;
}
