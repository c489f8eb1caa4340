import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ImportArchiveBomb, ImportNotATable } from './import.errors.js';
import { importLimits } from './import.status.js';
import { HandleReader } from './handle-reader.js';
import type { SpooledFile } from './spooled-file.js';

/** The parts of a zip archive. What its headers say about sizes is not believed: bytes are counted while they are inflated. */
export class Archive {
  private inflated = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws ImportNotATable, ImportArchiveBomb */
  static async open({ handle, bytes }: SpooledFile): Promise<Archive> {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      const options = { lazyEntries: true, autoClose: false, validateEntrySizes: false };
      const reader = new HandleReader(handle);
      yauzl.fromRandomAccessReader(reader, bytes, options, (error, found) => (error ? reject(broken()) : resolve(found)));
    });
    const entries = await entriesOf(zip);
    return new Archive(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** A part's bytes. @throws ImportArchiveBomb while it is read, ImportNotATable */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry || entry.isEncrypted()) throw broken();
    const stream = await new Promise<Readable>((resolve, reject) =>
      this.zip.openReadStream(entry, (error, opened) => (error ? reject(broken()) : resolve(opened))),
    );
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.inflated += chunk.length;
        if (this.inflated > importLimits.inflatedBytes) throw new ImportArchiveBomb();
        yield chunk;
      }
    } catch (error) {
      throw error instanceof ImportArchiveBomb ? error : broken();
    } finally {
      stream.destroy();
    }
  }
}

const broken = (): ImportNotATable => new ImportNotATable('the workbook is damaged or protected.');

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let n = 0;
  return new Promise((resolve, reject) => {
    zip.on('error', () => reject(broken()));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      if (++n > importLimits.archiveEntries) return reject(new ImportArchiveBomb());
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}
