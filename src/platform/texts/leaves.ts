import type { Messages } from './catalogue.js';

/** Every text of a file under its key, in order: groups and lists are joined by dots, `thanks.steps.0`. A dot inside a name is written `\.`. */
export function leavesOf(messages: Messages, within = ''): [key: string, text: string][] {
  // A file may hold what is no text; the check says so.
  if (typeof messages !== 'object' || messages === null) return [[within, messages]];
  return Object.entries(messages).flatMap(([name, one]: [string, Messages]) => {
    const part = name.replaceAll('.', '\\.');
    return leavesOf(one, within === '' ? part : `${within}.${part}`);
  });
}

/** The English file with other texts in it, by key; what has none is left out, and so is a list that is not whole. */
export function withLeaves(english: Messages, texts: ReadonlyMap<string, string>, within = ''): Messages | undefined {
  if (typeof english === 'string') return texts.get(within);
  const parts = Object.entries(english).map(([name, one]: [string, Messages]): [string, Messages | undefined] => {
    const part = name.replaceAll('.', '\\.');
    return [name, withLeaves(one, texts, within === '' ? part : `${within}.${part}`)];
  });
  const there = parts.filter((part): part is [string, Messages] => part[1] !== undefined);
  if (Array.isArray(english)) return there.length === parts.length ? there.map(([, one]) => one) : undefined;
  return there.length === 0 ? undefined : Object.fromEntries(there);
}
