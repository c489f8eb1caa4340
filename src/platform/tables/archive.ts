import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ArchiveBomb, NotATable } from './table.errors.js';
import { tableLimits } from './table.limits.js';
import { HandleReader } from './handle-reader.js';
import type { SpooledFile } from './spooled-file.js';

/** The parts of a zip archive. The sizes in its headers are not trusted: bytes are counted while they are inflated. */
export class Archive {
  private inflated = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws NotATable, ArchiveBomb */
  static async open({ handle, bytes }: SpooledFile): Promise<Archive> {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      // Names are only compared, never written to, so no name is refused.
      const options = { lazyEntries: true, autoClose: false, validateEntrySizes: false, decodeStrings: false };
      const reader = new HandleReader(handle);
      yauzl.fromRandomAccessReader(reader, bytes, options, (error, found) =>
        error ? reject(broken()) : resolve(found),
      );
    });
    const entries = await entriesOf(zip);
    return new Archive(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(plain(name));
  }

  /** A part's bytes. @throws ArchiveBomb while it is read, NotATable */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(plain(name));
    if (!entry || entry.isEncrypted()) throw broken();
    const stream = await new Promise<Readable>((resolve, reject) =>
      this.zip.openReadStream(entry, (error, opened) => (error ? reject(broken()) : resolve(opened))),
    );
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.inflated += chunk.length;
        if (this.inflated > tableLimits.inflatedBytes) throw new ArchiveBomb();
        yield chunk;
      }
    } catch (error) {
      throw error instanceof ArchiveBomb ? error : broken();
    } finally {
      stream.destroy();
    }
  }
}

/** Programs write part names in any case, with a leading slash, with backslashes. */
const plain = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

const broken = (): NotATable => new NotATable('the workbook is damaged or protected.');

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let n = 0;
  return new Promise((resolve, reject) => {
    zip.on('error', () => reject(broken()));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      if (++n > tableLimits.archiveEntries) return reject(new ArchiveBomb());
      // Undecoded, it is bytes, whatever its type says.
      const name = plain(Buffer.from(entry.fileName as string | Uint8Array).toString('utf8'));
      if (!entries.has(name)) entries.set(name, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}
