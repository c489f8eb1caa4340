import { emptyRoot, joined, nodeHash, splitOf, type Hash } from './hashes.js';
import { hashesOf, levelLength, tileWidth, type TileName } from './tiles.js';

/** Gives the bytes of a tile of hashes that the tree has. */
export type TileReader = (tile: TileName) => Promise<Uint8Array>;

/** A tree of a given size, read from its tiles; each tile is read once. */
export class Tree {
  private readonly tiles = new Map<string, Promise<Hash[]>>();

  /** @param size leaves */
  constructor(
    readonly size: number,
    private readonly read: TileReader,
  ) {}

  async root(): Promise<Hash> {
    return this.size === 0 ? emptyRoot : this.range(0, this.size);
  }

  /** From the leaf's sibling up to the children of the root (RFC 6962, 2.1.1). @param index below the size */
  async inclusion(index: number): Promise<Hash[]> {
    const steps: Promise<Hash>[] = [];
    let [start, end] = [0, this.size];
    while (end - start > 1) {
      const middle = start + splitOf(end - start);
      if (index < middle) {
        steps.unshift(this.range(middle, end));
        end = middle;
      } else {
        steps.unshift(this.range(start, middle));
        start = middle;
      }
    }
    return Promise.all(steps);
  }

  /** That the tree of `earlier` leaves is the beginning of this one (RFC 6962, 2.1.2). @param earlier 1 to the size */
  async consistency(earlier: number): Promise<Hash[]> {
    const steps: Promise<Hash>[] = [];
    let [start, end] = [0, this.size];
    let whole = true;
    while (earlier !== end) {
      const middle = start + splitOf(end - start);
      if (earlier <= middle) {
        steps.unshift(this.range(middle, end));
        end = middle;
      } else {
        steps.unshift(this.range(start, middle));
        start = middle;
        whole = false;
      }
    }
    if (!whole) steps.unshift(this.range(start, end));
    return Promise.all(steps);
  }

  /** The hash over the leaves from `start` to before `end`; `start` is where a division of the tree begins. */
  private async range(start: number, end: number): Promise<Hash> {
    const length = end - start;
    const height = Math.floor(Math.log2(length));
    if (2 ** height === length && start % length === 0) return this.perfect(start, height);
    const split = splitOf(length);
    const [left, right] = await Promise.all([this.range(start, start + split), this.range(start + split, end)]);
    return nodeHash(left, right);
  }

  /** A subtree of 2^height leaves: one hash of a tile, or several of one tile joined. */
  private async perfect(start: number, height: number): Promise<Hash> {
    const level = Math.floor(height / 8);
    const from = start / tileWidth ** level;
    const count = 2 ** (height % 8);
    const n = Math.floor(from / tileWidth);
    const hashes = await this.tile(level, n);
    const first = from - n * tileWidth;
    return joined(hashes.slice(first, first + count));
  }

  private tile(level: number, n: number): Promise<Hash[]> {
    const key = `${level}/${n}`;
    const known = this.tiles.get(key);
    if (known) return known;
    const width = Math.min(tileWidth, levelLength(this.size, level) - n * tileWidth);
    const read = this.read({ level, n, width }).then((data) => hashesOf(data, width));
    this.tiles.set(key, read);
    return read;
  }
}
