import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** Bit 3: sizes and checksum follow the data. Bit 11: names are UTF-8. */
const flags = 0x0808;
const deflated = 8;
const version = 20;
/** 1 January 1980, the first day ZIP knows: the file says nothing about when it was made. */
const dosDate = 0x0021;

interface Entry {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

/**
 * Writes a ZIP archive as a stream, without knowing sizes in advance and keeping only the central directory. Each piece is produced only when the
 * reader wants it. Below 4 GiB per entry and in total (no Zip64).
 */
export class ZipWriter {
  private offset = 0;
  private readonly entries: Entry[] = [];

  async *entry(path: string, content: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
    const entry: Entry = { name: Buffer.from(path), crc: 0, packed: 0, size: 0, offset: this.offset };
    yield this.advance(localHeader(entry));
    const deflate = createDeflateRaw({ level: 1 });
    // An error of the content arrives through the deflater, which the loop below reads.
    pipeline(Readable.from(measured(entry, content)), deflate, () => undefined);
    for await (const chunk of deflate as AsyncIterable<Buffer>) {
      entry.packed += chunk.length;
      yield this.advance(chunk);
    }
    yield this.advance(descriptor(entry));
    this.entries.push(entry);
  }

  /** The central directory. */
  end(): Buffer {
    const directory = Buffer.concat(this.entries.map(directoryHeader));
    const tail = Buffer.alloc(22);
    tail.writeUInt32LE(0x06054b50, 0);
    tail.writeUInt16LE(this.entries.length, 8);
    tail.writeUInt16LE(this.entries.length, 10);
    tail.writeUInt32LE(directory.length, 12);
    tail.writeUInt32LE(this.offset, 16);
    return Buffer.concat([directory, tail]);
  }

  private advance(piece: Buffer): Buffer {
    this.offset += piece.length;
    return piece;
  }
}

async function* measured(entry: Entry, content: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const bytes = Buffer.from(text);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    yield bytes;
  }
}

/** The fields both kinds of header share, from "version needed" to "length of the extra field". */
function sharedFields({ name, crc, packed, size }: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(version, 0);
  fields.writeUInt16LE(flags, 2);
  fields.writeUInt16LE(deflated, 4);
  fields.writeUInt16LE(dosDate, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const signature = (number: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
};

const localHeader = (entry: Entry): Buffer => Buffer.concat([signature(0x04034b50), sharedFields(entry), entry.name]);

function descriptor({ crc, packed, size }: Entry): Buffer {
  return Buffer.concat([0x08074b50, crc, packed, size].map(signature));
}

function directoryHeader(entry: Entry): Buffer {
  const madeBy = Buffer.from([version, 0]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([signature(0x02014b50), madeBy, sharedFields(entry), rest, entry.name]);
}
