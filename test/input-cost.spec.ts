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
import { namesEtag } from '../src/platform/http/page-cache.js';

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
const letters = ["'", '"', '\\', '`', '*', '!', 'a', 'A', '0', '1.', 'a.', 'é', 'ß', 'І', '中', '\u0301', '\u200d', '😀', '\ue000'];
/** Long runs of one class of character, at the edge and inside. */
const runs = [...characters, ...letters].flatMap((character) => {
  const run = character.repeat(Math.floor(longest / character.length));
  return [`x${run}x`, `${run}\u0001`];
});

/** The least of several measurements: a machine that is busy only adds. Linear work on this much text takes a few milliseconds. */
function leastMilliseconds(work: () => unknown): number {
  let least = Infinity;
  for (let attempt = 0; attempt < 8 && least > bound; attempt++) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}
const bound = 80;

/** An input for a schema with the text wherever a text can stand. */
function filledWith(schema: z.core.$ZodType, text: string): unknown {
  const { def } = schema as unknown as { def: Record<string, unknown> & { type: string } };
  const inner = (key: string): unknown => filledWith(def[key] as z.core.$ZodType, text);
  if (def.type === 'object')
    return Object.fromEntries(Object.entries(def.shape as Record<string, z.core.$ZodType>).map(([key, of]) => [key, filledWith(of, text)]));
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
    for (const [name, value] of Object.entries(exported)) if (value instanceof z.ZodType) found.push([`${file} ${name}`, value]);
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

describe('no input costs more than its length', () => {
  it('in the schemas', async () => {
    const all = await schemas();
    expect(all.length).toBeGreaterThan(60);
    const slow = all.flatMap(([name, schema]) =>
      runs
        .filter((run) => leastMilliseconds(() => [schema.safeParse(run), schema.safeParse(filledWith(schema, run))]) > bound)
        .map((run) => `${name}: ${JSON.stringify(run.slice(0, 4))}`),
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
    expect(runs.filter((run) => leastMilliseconds(() => read(run)) > bound)).toEqual([]);
  });
});
