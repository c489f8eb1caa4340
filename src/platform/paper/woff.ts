import { inflateSync } from 'node:zlib';

const headerLength = 44;
const entryLength = 20;

/**
 * A font file for printing: WOFF 1.0, which stores the tables of a TrueType font one by one and deflated, is unpacked; anything else is returned
 * unchanged. The PDF library could read WOFF too, but would inflate all outlines again for each letter.
 */
export function sfntOf(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'wOFF') return file;
  const count = file.readUInt16BE(12);
  const directory = Buffer.alloc(12 + 16 * count);
  file.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  const power = Math.floor(Math.log2(count));
  directory.writeUInt16BE(16 * 2 ** power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * (count - 2 ** power), 10);
  const parts: Buffer[] = [directory];
  let end = directory.length;
  for (let n = 0; n < count; n++) {
    const entry = headerLength + entryLength * n;
    const [offset, packed, length, checksum] = [4, 8, 12, 16].map((at) => file.readUInt32BE(entry + at)) as [
      number,
      number,
      number,
      number,
    ];
    const data = file.subarray(offset, offset + packed);
    const table = packed < length ? inflateSync(data) : data;
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    file.copy(directory, 12 + 16 * n, entry, entry + 4);
    [checksum, end, length].forEach((value, field) => directory.writeUInt32BE(value, 12 + 16 * n + 4 + 4 * field));
    parts.push(table, padding);
    end += table.length + padding.length;
  }
  return Buffer.concat(parts);
}
