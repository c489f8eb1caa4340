import { createRequire } from 'node:module';
import type { ApiDescription, DescribedOperation, JsonSchema } from './api.js';

const naughty = createRequire(import.meta.url)('big-list-of-naughty-strings') as string[];

/** Numbers from a seed (mulberry32), so that a failing run can be run again. */
export class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below = (limit: number): number => Math.floor(this.next() * limit);
  one = <Value>(list: readonly Value[]): Value => list[this.below(list.length)] as Value;
  chance = (share: number): boolean => this.next() < share;
}

/** A request to send as it stands. */
export interface FuzzedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

const odd = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\ufeff',
  '\u202e',
  '%',
  '%00',
  '%zz',
  '..%2f..%2fetc%2fpasswd',
  "' OR 1=1 --",
  '${7*7}',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-0',
  '1e309',
  '9223372036854775808',
  '2027-02-30',
  '0000-00-00',
  '9999-12-31T24:00:00Z',
  'x'.repeat(300),
  'é'.repeat(5000),
  '🙂'.repeat(2000),
];
const deep = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 'x');

interface Shape extends JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Shape[];
  properties?: Record<string, Shape>;
  items?: Shape;
  example?: unknown;
  examples?: unknown[];
  format?: string;
}

/** Makes requests of the description: right in places, wrong in others. */
export class Fuzzer {
  constructor(
    private readonly api: ApiDescription,
    private readonly dice: Dice,
    private readonly tokens: readonly string[],
    /** What is really there, by the name of the part of a path. */
    private readonly known: Readonly<Record<string, string>>,
  ) {}

  request(operation: DescribedOperation): FuzzedRequest {
    const { dice } = this;
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      this.inUrl(dice.chance(0.6) ? (this.known[name] ?? '') : this.text()),
    );
    const parameters = (operation.parameters ?? []).filter(({ in: place }) => place === 'query' && dice.chance(0.5));
    const query = parameters.map(({ name, schema }) => `${name}=${this.inUrl(asText(this.value(schema)))}`);
    if (dice.chance(0.1)) query.push(`${this.inUrl(this.text())}=${this.inUrl(this.text())}`);
    const asked = path + (query.length > 0 ? `?${query.join('&')}` : '');
    const body = operation.requestBody || dice.chance(0.05) ? this.body(operation) : undefined;
    return {
      // A head that is too large is refused with a body, and who asked with HEAD expects none.
      method:
        dice.chance(0.95) || asked.length > 4000
          ? operation.method.toUpperCase()
          : dice.one(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
      path: asked,
      headers: this.headers(body === undefined ? null : Buffer.byteLength(body), operation['x-scope'] !== undefined),
      ...(body !== undefined && { body }),
    };
  }

  private headers(length: number | null, guarded: boolean): Record<string, string> {
    const { dice } = this;
    const header = (): string =>
      this.text()
        .replace(/[^\x20-\x7e\xa0-\xff]/g, '')
        .slice(0, 2000);
    const headers: Record<string, string> = {};
    if (length !== null) headers['content-length'] = String(length);
    if (length !== null)
      headers['content-type'] = dice.chance(0.9)
        ? 'application/json'
        : dice.one(['text/plain', 'application/x-www-form-urlencoded', 'application/hal+json', header()]);
    if (guarded || dice.chance(0.1))
      headers.authorization = dice.chance(0.7) ? `Bearer ${dice.one(this.tokens)}` : header();
    for (const name of [
      'accept',
      'accept-language',
      'origin',
      'cookie',
      'if-none-match',
      'osdi-api-token',
      'x-forwarded-for',
      'x-request-id',
      'range',
    ])
      if (dice.chance(0.05)) headers[name] = header();
    return headers;
  }

  private body(operation: DescribedOperation): string {
    const { dice } = this;
    const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema ?? {};
    if (dice.chance(0.05))
      return dice.one([
        '',
        '{',
        '[]',
        'null',
        '"x"',
        '{"a":1}}',
        JSON.stringify(deep(500)),
        `{"a":${'9'.repeat(400)}}`,
        this.text(),
      ]);
    const { example: shown } = this.resolved(schema);
    const example = dice.chance(0.7) ? (shown as Record<string, unknown> | undefined) : undefined;
    const made = example ?? this.value(schema);
    if (typeof made !== 'object' || made === null) return JSON.stringify(made) ?? '';
    const value: Record<string, unknown> = { ...made };
    // An example with one or two fields spoilt gets further into the server than a heap of nonsense.
    for (let spoilt = dice.below(3); example && spoilt > 0; spoilt--)
      value[dice.one(Object.keys(value))] = this.anything();
    if (dice.chance(0.05))
      Object.defineProperty(value, this.text() || '__proto__', {
        value: this.anything(),
        enumerable: true,
        configurable: true,
      });
    return JSON.stringify(value) ?? 'null';
  }

  /** A value of a schema that is right more often than not. */
  value(given: JsonSchema): unknown {
    const { dice } = this;
    const schema = this.resolved(given);
    if (dice.chance(0.3)) return this.anything();
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return dice.one(schema.enum);
    if (schema.anyOf) return this.value(dice.one(schema.anyOf));
    if (schema.examples && dice.chance(0.5)) return dice.one(schema.examples);
    switch (schema.type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(schema.properties ?? {})
            .filter(() => dice.chance(0.9))
            .map(([name, shape]) => [name, this.value(shape)]),
        );
      case 'array':
        return Array.from({ length: dice.below(4) }, () => this.value(schema.items ?? {}));
      case 'integer':
      case 'number':
        return dice.one([0, 1, 25, -1, 2 ** 31, Number.MAX_SAFE_INTEGER, 0.5]);
      case 'boolean':
        return dice.chance(0.5);
      default:
        return schema.format === 'date'
          ? dice.one(['2026-07-10', '1999-03-01', '2027-02-29'])
          : dice.one([`fuzz${dice.below(1e6)}@example.org`, 'FR', 'confirmed', this.text()]);
    }
  }

  private anything(): unknown {
    const { dice } = this;
    return dice.chance(0.7)
      ? this.text()
      : dice.one<unknown>([null, true, 0, -1, 1e308, [], {}, deep(50), { a: { b: 'c' } }, [null], ['x', 1]]);
  }

  private text = (): string => (this.dice.chance(0.75) ? this.dice.one(naughty) : this.dice.one(odd));

  /** Encoded as it should be, or nearly. */
  private inUrl(text: string): string {
    const whole = Buffer.from(text.slice(0, 3000)).toString();
    return this.dice.chance(0.9) ? encodeURIComponent(whole) : whole.replace(/[^\x21-\x7e]/g, '').replaceAll('#', '');
  }

  private resolved = (schema: JsonSchema): Shape =>
    schema.$ref ? (this.api.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
