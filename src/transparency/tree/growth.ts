import { joined, leafHash, type Hash } from './hashes.js';
import { Tree } from './tree.js';
import { bundled, entriesLevel, hashesOf, levelLength, tileWidth, unbundled, type TileName } from './tiles.js';

/** A tile with its bytes: hashes, or entries. */
export interface Tile extends TileName {
  data: Buffer;
}

/** The tiles at the right edge of a tree: the last of each level, where it is not full. */
export const edgeOf = (size: number): TileName[] => {
  const edge: TileName[] = [];
  for (let level = entriesLevel; levelLength(size, level) > 0; level++) {
    const length = levelLength(size, level);
    if (length % tileWidth > 0) edge.push({ level, n: Math.floor(length / tileWidth), width: length % tileWidth });
  }
  return edge;
};

/** Adds entries to a tree of which only the right edge is in memory. */
export class Growth {
  /** Level → the hashes of its last tile that is not full */
  private readonly hashes: Hash[][] = [];
  private entries: Buffer[] = [];
  private readonly changed = new Map<string, Tile>();
  private readonly before: readonly TileName[];

  /** @param size before @param edge the tiles of `edgeOf(size)` @throws Error when one is missing or has another length */
  constructor(
    private size: number,
    edge: readonly Tile[],
  ) {
    this.before = edgeOf(size);
    for (const name of this.before) {
      const tile = edge.find(({ level, n, width }) => level === name.level && n === name.n && width === name.width);
      if (!tile) throw new Error('A tile at the right edge of the log is missing.');
      if (name.level === entriesLevel) this.entries = unbundled(tile.data, name.width).entries;
      else this.hashes[name.level] = hashesOf(tile.data, name.width);
    }
  }

  add(entry: Buffer): void {
    this.entries.push(entry);
    this.push(0, leafHash(entry));
    if (this.entries.length === tileWidth) {
      this.keep(entriesLevel, this.size / tileWidth - 1, tileWidth, bundled(this.entries));
      this.entries = [];
    }
  }

  /** The new size, its root, and all tiles that changed, as they are now. */
  async finish(): Promise<{ size: number; root: Hash; tiles: Tile[] }> {
    for (const { level, n, width } of edgeOf(this.size).filter((tile) => !this.isAsBefore(tile)))
      this.keep(level, n, width, level === entriesLevel ? bundled(this.entries) : Buffer.concat(this.row(level)));
    // The root is made of the last tile of each level alone; where that is full, the tile above has its hash.
    const tree = new Tree(this.size, ({ level }) => Promise.resolve(Buffer.concat(this.row(level))));
    return { size: this.size, root: await tree.root(), tiles: [...this.changed.values()] };
  }

  private push(level: number, hash: Hash): void {
    const row = this.row(level);
    row.push(hash);
    if (level === 0) this.size++;
    if (row.length < tileWidth) return;
    this.keep(level, levelLength(this.size, level) / tileWidth - 1, tileWidth, Buffer.concat(row));
    this.hashes[level] = [];
    this.push(level + 1, joined(row));
  }

  private isAsBefore({ level, n, width }: TileName): boolean {
    return this.before.some((tile) => tile.level === level && tile.n === n && tile.width === width);
  }

  private row(level: number): Hash[] {
    return (this.hashes[level] ??= []);
  }

  private keep(level: number, n: number, width: number, data: Buffer): void {
    this.changed.set(`${level}/${n}`, { level, n, width, data });
  }
}
