import { hashBytes, type Hash } from './hashes.js';

/** Hashes, or entries, of a full tile. */
export const tileWidth = 256;
/** In the place of a level: the tile holds entries, not hashes. */
export const entriesLevel = -1;

/** A tile as its address names it (C2SP tlog-tiles). */
export interface TileName {
  /** 0: hashes of entries; 1: hashes of full tiles of level 0, and so on; `entriesLevel`: the entries themselves */
  level: number;
  /** Counted from 0 within the level */
  n: number;
  /** 1–256 */
  width: number;
}

/** `0/x001/067.p/3` */
export function tilePath({ level, n, width }: TileName): string {
  const parts = [String(n % 1000).padStart(3, '0')];
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000))
    parts.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  const partial = width === tileWidth ? '' : `.p/${width}`;
  return `${level === entriesLevel ? 'entries' : level}/${parts.join('/')}${partial}`;
}

const shape = /^(entries|\d|[1-5]\d|6[0-3])((?:\/x\d{3}){0,3}\/\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** @returns null when it is not how a tile is named; one tile has one name */
export function parseTilePath(path: string): TileName | null {
  const found = shape.exec(path);
  if (!found) return null;
  const [, level = '', digits = '', width] = found;
  const name = {
    level: level === 'entries' ? entriesLevel : Number(level),
    n: Number(digits.replaceAll(/[/x]/g, '')),
    width: width === undefined ? tileWidth : Number(width),
  };
  return tilePath(name) === path ? name : null;
}

/** How many hashes a level of a tree has that stand for themselves: entries at level 0 and below, full tiles above. */
export const levelLength = (size: number, level: number): number => Math.floor(size / tileWidth ** Math.max(level, 0));

/** Whether a tree of this size has the tile: full, or as wide as the tree was at some size up to this one. */
export const isWithin = ({ level, n, width }: TileName, size: number): boolean =>
  n * tileWidth + width <= levelLength(size, level);

/** The hashes of a tile. @throws Error when the bytes are not so many hashes */
export function hashesOf(data: Uint8Array, width: number): Hash[] {
  if (data.length !== width * hashBytes) throw new Error('A tile does not have the length of its name.');
  const bytes = Buffer.from(data);
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * hashBytes, (i + 1) * hashBytes));
}

/** Entries as they stand in a bundle: each after its length in two bytes. */
export function bundled(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** The first entries of a bundle, and how many bytes they take. @throws Error when it has fewer */
export function unbundled(data: Uint8Array, width: number): { entries: Buffer[]; bytes: number } {
  const bytes = Buffer.from(data);
  const entries: Buffer[] = [];
  let at = 0;
  while (entries.length < width) {
    const length = at + 2 <= bytes.length ? bytes.readUInt16BE(at) : Infinity;
    if (at + 2 + length > bytes.length) throw new Error('A bundle has fewer entries than its name says.');
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return { entries, bytes: at };
}
