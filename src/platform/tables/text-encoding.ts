import type { FileHandle } from 'node:fs/promises';
import { NotATable } from './table.errors.js';
import { bytesOf } from './spooled-file.js';
import { onDemand } from '../on-demand.js';

const chardet = onDemand<typeof import('chardet')>('chardet');

/** Supported encodings; every Node can decode these. */
export const textEncodings = [
  ...['utf-8', 'utf-16le', 'utf-16be'],
  ...[
    'windows-1250',
    'windows-1251',
    'windows-1252',
    'windows-1253',
    'windows-1254',
    'windows-1255',
    'windows-1256',
    'windows-1257',
    'windows-1258',
  ],
  ...['iso-8859-2', 'iso-8859-5', 'koi8-r', 'koi8-u', 'ibm866', 'macintosh', 'x-mac-cyrillic', 'windows-874'],
  ...['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'],
] as const;
export type TextEncoding = (typeof textEncodings)[number];

/** `guessed`: the bytes do not say, so people are told and may choose another. */
export interface FoundEncoding {
  encoding: string;
  guessed: boolean;
}

const marks: [encoding: string, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Bytes beyond ASCII that are kept for the guess, with their surroundings. */
const sampleBytes = 100_000;

/**
 * A byte order mark decides. Else UTF-8 where all or most of the file is: the rows with broken bytes will be refused one by one. What is left is
 * guessed by its letters. @throws NotATable
 */
export async function encodingOf(handle: FileHandle): Promise<FoundEncoding> {
  const sequences = new Utf8Sequences();
  const sample: Buffer[] = [];
  let sampled = 0;
  let first = true;
  for await (const chunk of bytesOf(handle)) {
    const marked = first ? marks.find(([, bytes]) => bytes.every((byte, index) => chunk[index] === byte)) : undefined;
    if (marked) return { encoding: marked[0], guessed: false };
    first = false;
    if (chunk.includes(0)) throw new NotATable('it is not text, or text in UTF-16 without a byte order mark.');
    sequences.read(chunk);
    if (sampled < sampleBytes && chunk.some((byte) => byte > 0x7f)) {
      sample.push(chunk);
      sampled += chunk.length;
    }
  }
  if (sequences.broken === 0 || sequences.whole >= sequences.broken)
    return { encoding: 'utf-8', guessed: sequences.broken > 0 };
  return { encoding: guessEncoding(Buffer.concat(sample)), guessed: true };
}

/** Counts multi-byte characters, and bytes that belong to none. */
class Utf8Sequences {
  whole = 0;
  broken = 0;
  private missing = 0;

  read(chunk: Buffer): void {
    for (const byte of chunk) {
      if (this.missing > 0) {
        if ((byte & 0xc0) === 0x80) {
          if (--this.missing === 0) this.whole++;
          continue;
        }
        this.missing = 0;
        this.broken++;
      }
      if (byte < 0x80) continue;
      this.missing =
        byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0;
      if (this.missing === 0) this.broken++;
    }
  }
}

const otherNames: Record<string, string> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-9': 'windows-1254',
  'ISO-8859-8': 'windows-1255',
  'ISO-8859-6': 'windows-1256',
};

/** The candidate under which the words look most like words; the opinion of `chardet` comes second. */
export function guessEncoding(sample: Buffer): string {
  const thought = new Map<string, number>();
  for (const { name, confidence } of chardet().analyse(sample)) {
    const encoding = otherNames[name] ?? name.toLowerCase();
    thought.set(encoding, Math.max(thought.get(encoding) ?? 0, confidence));
  }
  const candidates = textEncodings.filter(
    (one) => !one.startsWith('utf') && one !== 'windows-1258' && one !== 'macintosh',
  );
  const scored = candidates.map((encoding) => ({
    encoding,
    // Of two that read a file alike, the more common one.
    score:
      likeness(new TextDecoder(encoding).decode(sample), encoding) +
      (thought.get(encoding) ?? 0) / 400 +
      (encoding.startsWith('windows') ? 0.05 : 0),
  }));
  return scored.sort((a, b) => b.score - a.score)[0]?.encoding ?? 'windows-1252';
}

const scripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  /\p{Script=Hangul}/u,
  /\p{Script=Thai}/u,
];
/** Letters of the languages each single-byte encoding is used for, which tell them apart. */
const usualLetters: Partial<Record<string, string>> = {
  'windows-1252': 'àáâãäåæçèéêëìíîïñòóôõöøùúûüÿßœ',
  'windows-1250': 'áäąćčçďđéěęëíĺľłňńóôöőřŕśšßťţúůüűýžźż',
  'iso-8859-2': 'áäąćčçďđéěęëíĺľłňńóôöőřŕśšßťţúůüűýžźż',
  'windows-1254': 'çğıi̇öşüâî',
  'windows-1257': 'āčēģīķļņšūžąęėįųõäöü',
  'windows-1251': 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ',
  'koi8-r': 'абвгдежзийклмнопрстуфхцчшщьюяёыэъ',
  'koi8-u': 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
};

/** From 0 to about 1: how many of the words with non-ASCII letters are of one script, capitalised normally, and use letters of the language. */
function likeness(text: string, encoding: string): number {
  const words = text
    .split(/[^\p{L}\p{M}\P{ASCII}'·・々ー-]+/u)
    .filter((word) => /\P{ASCII}/u.test(word))
    .slice(0, 3_000);
  if (words.length === 0) return 0;
  const letters = usualLetters[encoding];
  const wide = ['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'].includes(encoding);
  let sum = 0;
  for (const word of words) {
    const signs = [...word];
    if (signs.some((sign) => !/[\p{L}\p{M}’'·・々ー-]/u.test(sign)) || word.includes('\uFFFD')) continue;
    const own = scripts.filter((script) => script.test(word)).length;
    if (own !== 1) continue;
    const [begin = '', ...rest] = signs;
    const cased = word.toLowerCase() !== word.toUpperCase();
    const tail = rest.join('');
    if (cased && tail !== tail.toLowerCase() && word !== word.toUpperCase()) continue;
    const beyond = signs.filter((sign) => sign > '\x7f');
    const known =
      letters === undefined
        ? 0.8
        : beyond.filter((sign) => letters.includes(sign.toLowerCase())).length / beyond.length;
    const large =
      cased && begin !== begin.toLowerCase() ? (signs.length > 1 && tail === tail.toUpperCase() ? 0.6 : 1) : 0.6;
    // Words in Latin script also have plain letters.
    const plain = signs.length > 1 && /^\p{Script=Latin}/u.test(word) && beyond.length === signs.length ? 0.4 : 1;
    sum += plain * known * (cased || letters !== undefined ? large : wide ? common(word, encoding) : 0.9);
  }
  return sum / words.length;
}

/** Han characters that names and addresses use are in the first levels of the national sets; halves of other encodings fall among the rare ones. */
function common(word: string, encoding: string): number {
  if (encoding === 'euc-kr') return /^\p{Script=Hangul}+$/u.test(word) ? 1 : 0.5;
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word))
    return encoding === 'shift_jis' || encoding === 'euc-jp' ? 1 : 0.4;
  return 0.75;
}

/** The file as text, without its byte order mark. */
export async function* textOf(handle: FileHandle, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytesOf(handle)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
