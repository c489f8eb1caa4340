import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { StartupProblem } from '../../errors.js';

const newline = 10;

/** The lines of a backup, one by one, without line ends. Splits only at line feeds: rows may contain any other character. */
export class BackupLines {
  private rest: Buffer = Buffer.alloc(0);
  private readonly chunks: AsyncIterator<Buffer, undefined>;

  constructor(path: string) {
    const file = createReadStream(path);
    const plain = createGunzip();
    file.on('error', (error) => plain.destroy(error));
    this.chunks = (file.pipe(plain) as AsyncIterable<Buffer, undefined>)[Symbol.asyncIterator]();
  }

  /** @throws StartupProblem when the file ends early or is no gzip file */
  async next(): Promise<Buffer> {
    for (;;) {
      const end = this.rest.indexOf(newline);
      if (end >= 0) {
        const line = this.rest.subarray(0, end);
        this.rest = this.rest.subarray(end + 1);
        return line;
      }
      const { value, done }: IteratorResult<Buffer, undefined> = await this.chunks
        .next()
        .catch((error: NodeJS.ErrnoException) => {
          throw new StartupProblem(`The backup cannot be read (${error.code ?? error.name}).`, 'backup.damaged');
        });
      if (done === true) throw new StartupProblem('The backup is incomplete: it was cut off.', 'backup.damaged');
      this.rest = this.rest.length === 0 ? value : Buffer.concat([this.rest, value]);
    }
  }
}
