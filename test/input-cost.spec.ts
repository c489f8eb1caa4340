import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { withoutTrailingSlash } from '../src/osdi/osdi-requests.js';
import { absenceSign } from '../src/replies/inbox/reading/absence.js';
import type { Message } from '../src/replies/inbox/reading/message.js';
import { plainReport } from '../src/replies/inbox/reading/plain-report.js';
import { addressRange } from '../src/platform/http/address-range.js';
import { chooseLocale, cookieOf, negotiateLocale } from '../src/platform/http/locale.js';
import { namesEtag } from '../src/platform/http/finished-answer.js';

/** Under the largest limit of a field, so that what comes after the limit is reached too. */
const longest = 15_900;
const characters = [
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\u00a0',
  '/',
  '.',
  '-',
  '_',
  '@',
  '+',
  '%',
  ':',
  ';',
  ',',
  '=',
  '#',
  '?',
  '&',
  '<',
  '>',
  '(',
  '[',
  '{',
];
const letters = [
  "'",
  '"',
  '\\',
  '`',
  '*',
  '!',
  'a',
  'A',
  '0',
  '1.',
  'a.',
  'é',
  'ß',
  'І',
  '中',
  '\u0301',
  '\u200d',
  '😀',
  '\ue000',
];
/** A long run of one class of character, at the edge or inside; `share` of its whole length. */
interface Run {
  name: string;
  text: (share?: number) => string;
}
const runs: Run[] = [...characters, ...letters].flatMap((character) => {
  const run = (share: number): string => character.repeat(Math.floor((longest * share) / character.length));
  const name = JSON.stringify(character);
  return [
    { name: `${name} inside`, text: (share = 1) => `x${run(share)}x` },
    { name: `${name} at the edge`, text: (share = 1) => `${run(share)}\u0001` },
  ];
});

/** Time of the processor, as time by the clock depends on what else the machine does; the least of several, as the rest only adds. */
function leastMilliseconds(work: () => unknown, enough = 0): number {
  let least = Infinity;
  for (let attempt = 0; attempt < 8 && least > enough; attempt++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** Work this short on the longest input is no danger, whatever it grows with. A quadratic loop takes a hundred times as long. */
const harmless = 5;
/** Four times the length costs four times as much if it costs what it is long, and sixteen times if it costs its square. */
const [share, mostGrowth] = [1 / 4, 8];
/** What grows with the length, but from far too much. */
const most = 500;

/** Found three times over: the collector of memory may fall on one measurement, a quadratic loop shows in each. */
function costsTooMuch(work: (text: string) => unknown, { text }: Run): boolean {
  const [whole, part] = [text(), text(share)];
  return [1, 2, 3].every(() => {
    const least = leastMilliseconds(() => work(whole), harmless);
    return least > harmless && (least > most || least > mostGrowth * leastMilliseconds(() => work(part)));
  });
}
const expensive = (work: (text: string) => unknown): string[] =>
  runs.filter((run) => costsTooMuch(work, run)).map(({ name }) => name);

/** An input for a schema with the text wherever a text can stand. */
function filledWith(schema: z.core.$ZodType, text: string): unknown {
  const { def } = schema as unknown as { def: Record<string, unknown> & { type: string } };
  const inner = (key: string): unknown => filledWith(def[key] as z.core.$ZodType, text);
  if (def.type === 'object')
    return Object.fromEntries(
      Object.entries(def.shape as Record<string, z.core.$ZodType>).map(([key, of]) => [key, filledWith(of, text)]),
    );
  if (def.type === 'array') return [inner('element')];
  if (def.type === 'union') return filledWith((def.options as z.core.$ZodType[])[0] as z.core.$ZodType, text);
  if ('innerType' in def) return inner('innerType');
  if (def.type === 'pipe') return inner('in');
  return text;
}

async function schemas(): Promise<[string, z.ZodType][]> {
  const root = join(process.cwd(), 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /(schema|fields)\.ts$/.test(file) && !/browser|config/.test(file),
  );
  const found: [string, z.ZodType][] = [];
  for (const file of files) {
    const exported = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported))
      if (value instanceof z.ZodType) found.push([`${file} ${name}`, value]);
  }
  return found;
}

const messageWith = (text: string): Message => ({
  readable: true,
  messageId: null,
  inReplyTo: null,
  references: [],
  from: [],
  subject: text.slice(0, 500),
  sentAt: null,
  text,
  headers: new Map([
    ['x-failed-recipients', [text]],
    ['auto-submitted', [text]],
    ['x-auto-response-suppress', [text]],
  ]),
  attachments: [],
  sealed: false,
});

describe('the measure itself', () => {
  it.each<[string, boolean, (text: string) => unknown]>([
    ['a loop', false, (text) => Array.from({ length: 40 }, () => [...text].reverse().join(''))],
    [
      'a loop within a loop',
      true,
      (text) => Array.from(text, (_, at) => (at % 50 ? 0 : text.slice(at).split('a').length)),
    ],
    ['an expression that tries every way', true, (text) => /^(.|\s)*(.|\s)*!$/u.test(text.slice(0, text.length / 4))],
  ])('tells %s', (_, found, work) => {
    const text = (part = 1): string => `${'a'.repeat(longest * part)}\u0001`;
    expect(costsTooMuch(work, { name: 'a', text })).toBe(found);
  });
});

describe('no input costs more than its length', () => {
  it('in the schemas', async () => {
    const all = await schemas();
    expect(all.length).toBeGreaterThan(60);
    const slow = all.flatMap(([name, schema]) =>
      expensive((text) => [schema.safeParse(text), schema.safeParse(filledWith(schema, text))]).map(
        (run) => `${name}: ${run}`,
      ),
    );
    expect(slow).toEqual([]);
  }, 120_000);

  it.each<[string, (text: string) => unknown]>([
    ['an address of OSDI', (text) => withoutTrailingSlash(`/api/osdi/v1/people${text}`)],
    ['Accept-Language', (text) => negotiateLocale(text)],
    ['cookies', (text) => [cookieOf(text, 'lang'), chooseLocale(undefined, text, undefined)]],
    ['If-None-Match', (text) => namesEtag(text, '"x"')],
    ['a report of a mail server', (text) => plainReport(messageWith(text), true)],
    ['a notice of absence', (text) => absenceSign(messageWith(text))],
    ['X-Forwarded-For', (text) => addressRange(text)],
  ])('in %s', (_name, read) => {
    expect(expensive(read)).toEqual([]);
  });
});
