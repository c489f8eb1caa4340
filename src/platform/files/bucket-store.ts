import { Readable, Writable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { S3mini } from 's3mini';
import type { FileStore } from './file-store.js';

/** A bucket and how to reach it. */
export interface BucketAddress {
  /** Address of the bucket, path-style: `https://s3.example.org/bucket` */
  endpoint: string;
  region: string;
  /** Before every name; empty or ending in a slash. */
  prefix: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** S3 accepts no smaller part but the last, and no more than 10,000 of them: 80 GB. */
const partBytes = 8 << 20;

/** Files in a bucket of an S3-compatible store. Large ones are uploaded in parts, so that a process holds only one. */
export class BucketStore implements FileStore {
  private s3: Promise<S3mini> | undefined;

  constructor(private readonly address: BucketAddress) {}

  async sink(name: string): Promise<Writable> {
    const upload = new Upload(await this.client(), this.address.prefix + name);
    return new Writable({
      highWaterMark: 1 << 20,
      write: (chunk: Buffer, _encoding, done) => void upload.take(chunk).then(() => done(), done),
      final: (done) => void upload.complete().then(() => done(), done),
      destroy: (error, done) => void upload.abort().finally(() => done(error)),
    });
  }

  async read(name: string, from: number, to: number): Promise<Readable | null> {
    const s3 = await this.client();
    try {
      const { body } = await s3.getObjectRaw(this.address.prefix + name, false, from, to + 1);
      return body && Readable.fromWeb(body as ReadableStream);
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  }

  async delete(name: string): Promise<void> {
    await (await this.client()).deleteObject(this.address.prefix + name);
  }

  async list(folder: string): Promise<string[]> {
    const prefix = `${this.address.prefix}${folder}/`;
    const found = await (await this.client()).listObjects('/', prefix);
    return (found ?? []).map(({ Key }) => Key.slice(prefix.length));
  }

  /** Loaded on first use: most installations have no bucket. */
  private client(): Promise<S3mini> {
    const { endpoint, region, accessKeyId, secretAccessKey } = this.address;
    this.s3 ??= import('s3mini').then(({ S3mini }) => new S3mini({ endpoint, region, accessKeyId, secretAccessKey }));
    return this.s3;
  }
}

/** One file on its way to a bucket: in one request if it is small, otherwise part by part. */
class Upload {
  private waiting: Buffer[] = [];
  private bytes = 0;
  private id: string | null = null;
  private isComplete = false;
  private readonly parts: { partNumber: number; etag: string }[] = [];

  constructor(
    private readonly s3: S3mini,
    private readonly key: string,
  ) {}

  async take(chunk: Buffer): Promise<void> {
    this.waiting.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes >= partBytes) await this.send();
  }

  async complete(): Promise<void> {
    if (this.id === null) await this.s3.putObject(this.key, Buffer.concat(this.waiting));
    else {
      if (this.bytes > 0) await this.send();
      await this.s3.completeMultipartUpload(this.key, this.id, this.parts);
    }
    this.isComplete = true;
  }

  /** Parts that cannot be removed now are removed by the bucket's own rule for unfinished uploads. */
  async abort(): Promise<void> {
    if (this.id === null || this.isComplete) return;
    await this.s3.abortMultipartUpload(this.key, this.id).catch(() => undefined);
  }

  private async send(): Promise<void> {
    this.id ??= await this.s3.getMultipartUploadId(this.key);
    const part = Buffer.concat(this.waiting);
    this.waiting = [];
    this.bytes = 0;
    this.parts.push(await this.s3.uploadPart(this.key, this.id, part, this.parts.length + 1));
  }
}

/** Status of a response that was an error, or null when there was none. */
export function statusOf(error: unknown): number | null {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('status' in at && typeof at.status === 'number') return at.status;
  return null;
}
