import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/** Passes bytes through, counting them and computing their SHA-256. */
export class Tally extends Transform {
  bytes = 0;
  private readonly hash = createHash('sha256');

  /** @param finish runs after the last byte and before the reader sees the end; if it fails, the stream aborts */
  constructor(private readonly finish: (sha256: string) => Promise<void>) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    this.finish(this.hash.digest('hex')).then(
      () => done(),
      (error: unknown) => done(error instanceof Error ? error : new Error('The export could not be finished.')),
    );
  }
}
