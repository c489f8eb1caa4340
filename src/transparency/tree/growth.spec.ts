import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { edgeOf, Growth, type Tile } from './growth.js';
import { leafHash } from './hashes.js';
import { Tree } from './tree.js';
import { entriesLevel, tilePath, unbundled } from './tiles.js';

/** Stores tiles as a log does, and checks that one only ever grows. */
class Stored {
  readonly tiles = new Map<string, Tile>();
  size = 0;

  async grow(entries: Buffer[]): Promise<Buffer> {
    const growth = new Growth(
      this.size,
      edgeOf(this.size).map(({ level, n }) => this.get(level, n)),
    );
    for (const entry of entries) growth.add(entry);
    const { size, root, tiles } = await growth.finish();
    for (const tile of tiles) {
      const before = this.tiles.get(`${tile.level}/${tile.n}`);
      // What has not grown is not written again.
      if (before) {
        expect(tile.width).toBeGreaterThan(before.width);
        expect(tile.data.subarray(0, before.data.length)).toEqual(before.data);
      }
      this.tiles.set(`${tile.level}/${tile.n}`, tile);
    }
    this.size = size;
    return root;
  }

  get(level: number, n: number): Tile {
    const tile = this.tiles.get(`${level}/${n}`);
    if (!tile) throw new Error(`No tile ${tilePath({ level, n, width: 256 })}`);
    return tile;
  }
}

describe('a log that grows', () => {
  it('has, after any batches, the tiles and the root of all its entries', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 5 }), async (batches) => {
        const stored = new Stored();
        const all: Buffer[] = [];
        let root: Buffer = Buffer.alloc(0);
        for (const length of batches) {
          const entries = Array.from({ length }, (_, i) => Buffer.from(`entry ${all.length + i}`));
          all.push(...entries);
          root = await stored.grow(entries);
        }
        expect(stored.size).toBe(all.length);
        const data = Buffer.concat(all.map(leafHash));
        for (let n = 0; n * 256 < all.length; n++) {
          expect(stored.get(0, n).data).toEqual(data.subarray(n * 8192, (n + 1) * 8192));
          const { width, data: bundle } = stored.get(entriesLevel, n);
          expect(unbundled(bundle, width).entries).toEqual(all.slice(n * 256, (n + 1) * 256));
        }
        if (all.length > 0) {
          const tree = new Tree(all.length, ({ level, n, width }) =>
            Promise.resolve(stored.get(level, n).data.subarray(0, width * 32)),
          );
          expect(root).toEqual(await tree.root());
        }
      }),
      { numRuns: 30 },
    );
  });

  it('knows its right edge at 70,000 leaves', () => {
    expect(edgeOf(70_000).map(tilePath)).toEqual(['entries/273.p/112', '0/273.p/112', '1/001.p/17', '2/000.p/1']);
    expect(edgeOf(0)).toEqual([]);
  });

  it('does not grow from an edge that is not its own', () => {
    expect(() => new Growth(3, [])).toThrow('right edge');
  });
});
