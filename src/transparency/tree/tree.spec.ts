import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkpointText, openCheckpoint, parseCheckpoint } from './checkpoints.js';
import { emptyRoot, leafHash, nodeHash, splitOf, type Hash } from './hashes.js';
import { cosignatureLine, isSignedBy, parseNote, parseVkey, signatureLine, signingKey, verifierOf } from './notes.js';
import { isExtension, rootOfInclusion } from './proofs.js';
import { parseReceipt, receiptText } from './receipts.js';
import { Tree } from './tree.js';
import { bundled, levelLength, parseTilePath, tilePath, tileWidth, unbundled, type TileName } from './tiles.js';

/** The definition of RFC 6962, word for word. */
const rootOf = (leaves: Hash[]): Hash => {
  const [only] = leaves;
  if (!only) return emptyRoot;
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
};

const leaves = Array.from({ length: 70_000 }, (_, i) => leafHash(Buffer.from(String(i))));
const levels = [leaves];
for (let below = leaves; below.length >= tileWidth;) {
  const above: Hash[] = [];
  for (let i = 0; i + tileWidth <= below.length; i += tileWidth) above.push(rootOf(below.slice(i, i + tileWidth)));
  levels.push((below = above));
}
const read = ({ level, n, width }: TileName): Promise<Buffer> =>
  Promise.resolve(Buffer.concat((levels[level] ?? []).slice(n * tileWidth, n * tileWidth + width)));
const treeOf = (size: number): Tree => new Tree(size, read);
const sizes = fc.oneof(
  fc.integer({ min: 1, max: 600 }),
  fc.constantFrom(255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000),
);

describe('a tree', () => {
  it('has the roots that RFC 6962 gives', async () => {
    // The inputs and roots that implementations of the standard share.
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const hashes = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    const data = Buffer.concat(hashes);
    for (const [i, root] of roots.entries()) {
      const tree = new Tree(i + 1, ({ width }) => Promise.resolve(data.subarray(0, width * 32)));
      expect((await tree.root()).toString('hex')).toBe(root);
    }
    expect((await new Tree(0, read).root()).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('has the same root from its tiles as from its leaves, at any size', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        expect(await treeOf(size).root()).toEqual(rootOf(leaves.slice(0, size)));
      }),
      { numRuns: 60 },
    );
  });

  it('proves each leaf, and no other leaf, index or size', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, any) => {
        const index = any % size;
        const tree = treeOf(size);
        const [proof, root] = [await tree.inclusion(index), await tree.root()];
        const leaf = leaves[index] ?? emptyRoot;
        expect(rootOfInclusion(leaf, index, size, proof)).toEqual(root);
        expect(rootOfInclusion(emptyRoot, index, size, proof)).not.toEqual(root);
        if (size > 1) expect(rootOfInclusion(leaf, (index + 1) % size, size, proof)).not.toEqual(root);
        expect(rootOfInclusion(leaf, index, size, [...proof, emptyRoot])).toBeNull();
      }),
    );
  });

  it('proves that it extends each of its earlier sizes, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, any, byte) => {
        const earlier = 1 + (any % size);
        const tree = treeOf(size);
        const [proof, root, before] = [
          await tree.consistency(earlier),
          await tree.root(),
          await treeOf(earlier).root(),
        ];
        expect(isExtension(earlier, before, size, root, proof)).toBe(true);
        expect(isExtension(earlier, emptyRoot, size, root, proof)).toBe(false);
        expect(isExtension(earlier, before, size, emptyRoot, proof)).toBe(false);
        if (proof.length > 0) {
          const changed = proof.map((hash) => Buffer.from(hash));
          const at = changed[byte % changed.length];
          if (at) at[byte % 32] = (at[byte % 32] ?? 0) ^ 1;
          expect(isExtension(earlier, before, size, root, changed)).toBe(false);
        }
      }),
    );
  });
});

describe('a tile', () => {
  it('has one address, as the standard writes it', () => {
    expect(tilePath({ level: 0, n: 1_234_067, width: 256 })).toBe('0/x001/x234/067');
    expect(tilePath({ level: -1, n: 5, width: 3 })).toBe('entries/005.p/3');
    for (const wrong of [
      '0/5',
      '00/005',
      '0/x000/005',
      '0/005.p/0',
      '0/005.p/256',
      '0/005.p/03',
      '64/000',
      '0/x1/067',
      '../000',
      '',
    ])
      expect(parseTilePath(wrong)).toBeNull();
    const names = fc.record({
      level: fc.integer({ min: -1, max: 63 }),
      n: fc.integer({ min: 0, max: 999_999_999 }),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(fc.property(names, (name) => expect(parseTilePath(tilePath(name))).toEqual(name)));
  });

  it('of a tree of 70,000 leaves is as the standard counts them', () => {
    expect([0, 1, 2].map((level) => levelLength(70_000, level))).toEqual([70_000, 273, 1]);
  });

  it('of entries gives them back, and refuses what is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 }), (entries) => {
        const bytes = bundled(entries);
        expect(unbundled(bytes, entries.length).entries).toEqual(entries.map((entry) => Buffer.from(entry)));
        expect(() => unbundled(bytes.subarray(0, -1), entries.length)).toThrow('fewer entries');
      }),
    );
  });
});

describe('a note', () => {
  const seed = Buffer.alloc(32, 7);
  const origin = 'example.org/petitions/one/log';
  const verifier = verifierOf(origin, signingKey(seed).raw);
  const text = checkpointText({ origin, size: 3, root: emptyRoot });
  const note = `${text}\n${signatureLine(text, origin, seed)}\n`;

  it('of another implementation is understood', () => {
    // The example that Go's package of signed notes has in its documentation.
    const theirs = parseVkey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const saying =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const signature = 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
    const parsed = parseNote(`${saying}\n— PeterNeumann ${signature}\n`);
    expect(theirs && parsed && isSignedBy(parsed, theirs)).toBe(true);
    const changed = parseNote(`${saying.replace('your', 'my')}\n— PeterNeumann ${signature}\n`);
    expect(theirs && changed && isSignedBy(changed, theirs)).toBe(false);
  });

  it('is opened by its own key only, and keeps what witnesses add', () => {
    const opened = openCheckpoint(note, verifier);
    expect(opened).toMatchObject({ origin, size: 3, root: emptyRoot });
    expect(openCheckpoint(note, verifierOf(origin, signingKey(Buffer.alloc(32, 8)).raw))).toBeNull();
    expect(openCheckpoint(note, verifierOf('example.org/two', signingKey(seed).raw))).toBeNull();
    expect(openCheckpoint(note.replace('\n3\n', '\n4\n'), verifier)).toBeNull();
    const witness = verifierOf('witness.example.org', signingKey(Buffer.alloc(32, 9)).raw, 'witness');
    const both = `${note}${cosignatureLine(text, witness.name, Buffer.alloc(32, 9), 1_800_000_000)}\n`;
    const parsed = parseCheckpoint(both);
    expect(parsed && isSignedBy(parsed.note, witness)).toBe(true);
    expect(openCheckpoint(both, verifier)?.size).toBe(3);
    expect(parsed && isSignedBy({ ...parsed.note, text: `${text}x\n` }, witness)).toBe(false);
    expect(parseVkey(witness.vkey)).toMatchObject({ name: witness.name, type: 'witness' });
  });

  it('that is none is refused', () => {
    for (const wrong of [
      '',
      'a\n',
      `${text}\n`,
      note.slice(0, -1),
      note.replace('— ', '- '),
      note.replace('\n3\n', '\n03\n'),
    ])
      expect(parseCheckpoint(wrong)).toBeNull();
    for (const wrong of ['', 'a+b', verifier.vkey.slice(0, -2), verifier.vkey.replace('example', 'exemple')])
      expect(parseVkey(wrong)).toBeNull();
  });

  it('stands in a receipt as it was published', () => {
    const receipt = { extra: Buffer.from('{"a":1}'), index: 2, proof: [emptyRoot], checkpoint: note };
    expect(parseReceipt(receiptText(receipt))).toEqual(receipt);
    expect(parseReceipt(receiptText({ ...receipt, extra: null, proof: [] }))).toEqual({
      ...receipt,
      extra: null,
      proof: [],
    });
    expect(receiptText(receipt).split('\n').slice(0, 3)).toEqual([
      'c2sp.org/tlog-proof@v1',
      'extra eyJhIjoxfQ==',
      'index 2',
    ]);
    for (const wrong of [
      '',
      'x',
      receiptText(receipt).replace('index 2', 'index 02'),
      receiptText(receipt).replace('@v1', '@v2'),
    ])
      expect(parseReceipt(wrong)).toBeNull();
  });
});
