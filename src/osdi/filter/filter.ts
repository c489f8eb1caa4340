import { FilterRefused } from '../osdi.errors.js';
import { tokensOf, type Token } from './filter-tokens.js';

export const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof comparisons)[number];
export type Literal = string | number | boolean | null;

/** A filter as a tree. `property` is as it was written, parts separated by `/`. */
export type Filter =
  | { kind: 'compare'; property: string; operator: Comparison; value: Literal }
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; of: Filter };

const longest = 2_000;
const deepest = 30;

/**
 * Parses the subset of OData that OSDI filters use: comparisons, `and`, `or`, `not`, parentheses. `and` binds closer than `or`.
 * @throws FilterRefused saying at which character it stopped
 */
export function parseFilter(text: string): Filter {
  if (text.length > longest) throw new FilterRefused(`is longer than ${longest} characters`);
  const reader = new Reader(tokensOf(text), text.length);
  const filter = anyOf(reader, 0);
  reader.end();
  return filter;
}

class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly length: number,
  ) {}

  next(): Token | undefined {
    return this.tokens[this.at++];
  }

  /** Consumes the token if it is this one. */
  takes(kind: Token['kind'], text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== kind || String(token.value).toLowerCase() !== text) return false;
    this.at++;
    return true;
  }

  end(): void {
    if (this.at < this.tokens.length) this.fail(this.tokens[this.at], 'the end');
  }

  fail(token: Token | undefined, wanted: string): never {
    throw new FilterRefused(`needs ${wanted} at character ${(token?.at ?? this.length) + 1}`);
  }
}

function anyOf(reader: Reader, depth: number): Filter {
  let left = allOf(reader, depth);
  while (reader.takes('word', 'or')) left = { kind: 'or', left, right: allOf(reader, depth) };
  return left;
}

function allOf(reader: Reader, depth: number): Filter {
  let left = one(reader, depth);
  while (reader.takes('word', 'and')) left = { kind: 'and', left, right: one(reader, depth) };
  return left;
}

function one(reader: Reader, depth: number): Filter {
  if (depth > deepest) throw new FilterRefused(`has more than ${deepest} levels`);
  if (reader.takes('word', 'not')) return { kind: 'not', of: one(reader, depth + 1) };
  if (!reader.takes('sign', '(')) return comparison(reader);
  const inner = anyOf(reader, depth + 1);
  if (!reader.takes('sign', ')')) reader.fail(reader.next(), 'a closing parenthesis');
  return inner;
}

function comparison(reader: Reader): Filter {
  const property = reader.next();
  if (property?.kind !== 'word') return reader.fail(property, 'the name of a property');
  const sign = reader.next();
  const operator = comparisons.find((name) => sign?.kind === 'word' && sign.value.toLowerCase() === name);
  if (operator === undefined) return reader.fail(sign, `one of ${comparisons.join(', ')}`);
  const literal = reader.next();
  if (literal?.kind === 'value') return { kind: 'compare', property: property.value, operator, value: literal.value };
  const named = literal?.kind === 'word' ? namedValues[literal.value] : undefined;
  if (named === undefined)
    return reader.fail(literal, 'a value: text in single quotes, a date, a number, true, false or null');
  return { kind: 'compare', property: property.value, operator, value: named };
}

const namedValues: Partial<Record<string, boolean | null>> = Object.assign(Object.create(null) as object, {
  true: true,
  false: false,
  null: null,
});
