import { FilterRefused } from '../osdi.errors.js';

/** A token of a filter; `at` counts characters from 0. */
export type Token = { at: number } & (
  { kind: 'word'; value: string } | { kind: 'sign'; value: '(' | ')' } | { kind: 'value'; value: string | number }
);

const patterns = {
  space: /\s+/y,
  sign: /[()]/y,
  text: /'((?:[^']|'')*)'/y,
  date: /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?(?![\w-])/y,
  number: /-?\d{1,15}(?:\.\d{1,9})?(?![\w.])/y,
  word: /[A-Za-z_][\w:-]*(?:\/[A-Za-z_][\w:-]*)*/y,
};
// A character that no name, address or text of ours can contain; PostgreSQL rejects the first of them.
const forbidden = /\p{Cc}|\p{Cs}/u;

/** Splits a filter into tokens. @throws FilterRefused */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  if (forbidden.test(text)) throw new FilterRefused('has control characters');
  for (let at = 0; at < text.length;) {
    const found = match(text, at);
    if (!found) throw new FilterRefused(`cannot be read at character ${at + 1}`);
    if (found.token) tokens.push(found.token);
    at = found.end;
  }
  return tokens;
}

function match(text: string, at: number): { token: Token | null; end: number } | null {
  const run = (name: keyof typeof patterns): RegExpExecArray | null => {
    const pattern = patterns[name];
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const ended = (found: RegExpExecArray, token: Token | null) => ({ token, end: at + found[0].length });
  let found;
  if ((found = run('space'))) return ended(found, null);
  if ((found = run('sign'))) return ended(found, { at, kind: 'sign', value: found[0] === '(' ? '(' : ')' });
  if ((found = run('text'))) return ended(found, { at, kind: 'value', value: (found[1] ?? '').replaceAll("''", "'") });
  if ((found = run('date'))) return ended(found, { at, kind: 'value', value: found[0] });
  if ((found = run('number'))) return ended(found, { at, kind: 'value', value: Number(found[0]) });
  if ((found = run('word'))) return ended(found, { at, kind: 'word', value: found[0] });
  return null;
}
