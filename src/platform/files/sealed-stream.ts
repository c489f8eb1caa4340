import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Transform, type Readable, type TransformCallback } from 'node:stream';

const chunkBytes = 1 << 16;
const tagBytes = 16;
const sealedChunkBytes = chunkBytes + tagBytes;

/** A key belongs to one file and is used for nothing else, so that the number of the chunk can be its nonce. */
export interface FileKey {
  /** 32 bytes */
  key: Uint8Array;
  /** What the content is bound to: it opens under no other name. */
  name: string;
}

/**
 * Encrypts with AES-256-GCM in chunks of 64 KiB, each followed by its tag. The nonce holds the number of the chunk and whether it is the last, so that
 * chunks can neither change places nor be missing, not even at the end, and any of them can be opened without those before it.
 */
export class Sealing extends Transform {
  private pending: Buffer[] = [];
  private bytes = 0;
  private chunk = 0;

  constructor(private readonly file: FileKey) {
    super();
  }

  override _transform(data: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.pending.push(data);
    this.bytes += data.length;
    // One byte more than a chunk: it is not the last.
    if (this.bytes > chunkBytes) {
      let rest = Buffer.concat(this.pending);
      for (; rest.length > chunkBytes; rest = rest.subarray(chunkBytes)) this.seal(rest.subarray(0, chunkBytes), false);
      this.pending = [rest];
      this.bytes = rest.length;
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    this.seal(Buffer.concat(this.pending), true);
    done();
  }

  private seal(plain: Buffer, isLast: boolean): void {
    const cipher = createCipheriv('aes-256-gcm', this.file.key, nonceOf(this.chunk++, isLast));
    cipher.setAAD(Buffer.from(this.file.name));
    this.push(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
  }
}

/** The bytes of a sealed file that hold some of its content. */
export function sealedRange(bytes: number, from: number, to: number): { from: number; to: number } {
  const first = Math.floor(from / chunkBytes);
  const last = Math.floor(to / chunkBytes);
  const end = Math.min((last + 1) * sealedChunkBytes, bytes + (lastChunkOf(bytes) + 1) * tagBytes);
  return { from: first * sealedChunkBytes, to: end - 1 };
}

/**
 * Opens what `sealedRange` names.
 * @param bytes length of the whole content
 * @throws Error when a single bit, the order or the end differs
 */
export async function* unsealed(
  source: Readable,
  file: FileKey,
  { bytes, from, to }: { bytes: number; from: number; to: number },
): AsyncGenerator<Buffer> {
  const last = lastChunkOf(bytes);
  let chunk = Math.floor(from / chunkBytes);
  for await (const sealed of inChunks(source)) {
    const plain = open(sealed, file, nonceOf(chunk, chunk === last));
    const start = chunk * chunkBytes;
    yield plain.subarray(Math.max(0, from - start), to - start + 1);
    chunk++;
  }
  if (chunk <= Math.floor(to / chunkBytes)) throw new Error('A stored file ends too early.');
}

function open(sealed: Buffer, { key, name }: FileKey, nonce: Buffer): Buffer {
  if (sealed.length < tagBytes) throw new Error('A stored file ends too early.');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(name))
    .setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
}

async function* inChunks(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let bytes = 0;
  for await (const data of source) {
    pending.push(Buffer.from(data));
    bytes += data.length;
    if (bytes < sealedChunkBytes) continue;
    let rest = Buffer.concat(pending);
    for (; rest.length >= sealedChunkBytes; rest = rest.subarray(sealedChunkBytes))
      yield rest.subarray(0, sealedChunkBytes);
    pending = [rest];
    bytes = rest.length;
  }
  if (bytes > 0) yield Buffer.concat(pending);
}

const lastChunkOf = (bytes: number): number => Math.max(0, Math.ceil(bytes / chunkBytes) - 1);

function nonceOf(chunk: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(chunk, 4);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}
