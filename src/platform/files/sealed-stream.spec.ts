import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { sealedRange, Sealing, unsealed } from './sealed-stream.js';

const file = { key: new Uint8Array(32).fill(7), name: 'exports/one' };
const chunk = 1 << 16;
/** Recognisable by position. */
const content = (bytes: number): Buffer =>
  Buffer.from(Uint8Array.from({ length: bytes }, (_, at) => (at * 31 + (at >> 8)) % 251));

async function sealed(plain: Buffer, cut = 10_000): Promise<Buffer> {
  const pieces = Array.from({ length: Math.ceil(plain.length / cut) }, (_, at) =>
    plain.subarray(at * cut, (at + 1) * cut),
  );
  return buffer(Readable.from(pieces, { objectMode: false }).pipe(new Sealing(file)));
}

async function opened(stored: Buffer, bytes: number, from = 0, to = bytes - 1, as = file): Promise<Buffer> {
  const range = sealedRange(bytes, from, to);
  const part = Readable.from([stored.subarray(range.from, range.to + 1)], { objectMode: false });
  return buffer(Readable.from(unsealed(part, as, { bytes, from, to })));
}

describe('a sealed file', () => {
  it.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 5])(
    'of %i bytes opens to what was put in',
    async (bytes) => {
      const plain = content(bytes);
      const stored = await sealed(plain);
      expect(stored.length).toBe(bytes + Math.max(1, Math.ceil(bytes / chunk)) * 16);
      expect((await opened(stored, bytes)).equals(plain)).toBe(true);
      if (bytes > 16) expect(stored.includes(plain.subarray(0, 16))).toBe(false);
    },
  );

  it('gives any part of itself', async () => {
    const plain = content(2 * chunk + 999);
    const stored = await sealed(plain, 70_001);
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length - 1), fc.nat(plain.length - 1), async (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        expect((await opened(stored, plain.length, from, to)).equals(plain.subarray(from, to + 1))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('does not open when a bit, the order, the end, the name or the key differs', async () => {
    const bytes = 2 * chunk + 9;
    const stored = await sealed(content(bytes));
    const one = chunk + 16;
    const flipped = Buffer.from(stored);
    flipped.writeUInt8(flipped.readUInt8(one + 5) ^ 1, one + 5);
    const swapped = Buffer.concat([stored.subarray(one, 2 * one), stored.subarray(0, one), stored.subarray(2 * one)]);
    for (const wrong of [
      flipped,
      swapped,
      stored.subarray(0, -1),
      stored.subarray(0, 2 * one),
      stored.subarray(0, one),
    ])
      await expect(opened(wrong, bytes)).rejects.toThrow();
    await expect(opened(stored.subarray(0, 2 * one), 2 * chunk)).rejects.toThrow();
    await expect(opened(stored, bytes, 0, bytes - 1, { ...file, name: 'exports/two' })).rejects.toThrow();
    await expect(opened(stored, bytes, 0, bytes - 1, { ...file, key: new Uint8Array(32) })).rejects.toThrow();
  });
});
