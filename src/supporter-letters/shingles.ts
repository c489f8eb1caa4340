import { createHash } from 'node:crypto';

const shingleWords = 5;
/** Values of a signature, and the bands used for look-up: 16 of 4 find nine of ten pairs that share 60 % of their shingles. */
const hashes = 64;
const bandSize = 4;

/** Scripts written without spaces: each of their characters counts as a word. */
const spaceless =
  '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}';
const wordPattern = new RegExp(`[${spaceless}]|(?:(?![${spaceless}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');

/** The words of a text: Unicode NFKC, lower case, letters, marks and digits only. */
export const wordsIn = (text: string): string[] => text.normalize('NFKC').toLowerCase().match(wordPattern) ?? [];

/** Every five words in a row, each once; of a shorter text all its words. */
export function shinglesOf(text: string): Set<string> {
  const words = wordsIn(text);
  const last = Math.max(0, words.length - shingleWords);
  return new Set(
    Array.from({ length: words.length === 0 ? 0 : last + 1 }, (_, at) => words.slice(at, at + shingleWords).join(' ')),
  );
}

/** Share of common shingles, 0 to 1 (Jaccard). */
export function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let common = 0;
  for (const shingle of small) if (large.has(shingle)) common++;
  return common / (one.size + other.size - common);
}

/** SHA-256 of the words, hexadecimal: the same for texts that differ in punctuation and case only. */
export const fingerprintOf = (text: string): string =>
  createHash('sha256').update(wordsIn(text).join(' ')).digest('hex');

export interface TextSignature {
  /**
   * For each of 64 orders of all shingles the first one of this text, as a signed 32-bit number. The share of equal values estimates the similarity.
   */
  minHash: number[];
  /** Similar texts have one of these in common. */
  bands: number[];
}

/** MinHash (Broder 1997) with locality-sensitive bands. */
export function signatureOf(shingles: ReadonlySet<string>): TextSignature {
  const least = new Uint32Array(hashes).fill(0xffffffff);
  for (const shingle of shingles) {
    const base = fnv1a(shingle);
    for (let n = 0; n < hashes; n++) {
      const value = mix(base ^ (seeds[n] ?? 0));
      if (value < (least[n] ?? 0)) least[n] = value;
    }
  }
  const minHash = Array.from(least, (value) => value | 0);
  const bands = Array.from(
    { length: hashes / bandSize },
    (_, band) => fnv1a(`${band} ${minHash.slice(band * bandSize, (band + 1) * bandSize).join(' ')}`) | 0,
  );
  return { minHash, bands: shingles.size === 0 ? [] : bands };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The finalizer of MurmurHash3: every bit of the input affects every bit of the output. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const seeds = Array.from({ length: hashes }, (_, n) => mix(n + 1));
