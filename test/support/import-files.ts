import writeWorkbook from 'write-excel-file/node';
import type { World } from './world.js';
import { ImportRuns } from '../../src/imports/import-runs.js';
import { ImportUploads } from '../../src/imports/import-uploads.service.js';
import { ImportsService, type SignatureImport } from '../../src/imports/imports.service.js';
import { importOrder, type ImportOrder } from '../../src/imports/import.schema.js';
import type { ImportMapping } from '../../src/imports/import.values.js';

/** A file as it arrives: in pieces. */
export async function* piecesOf(content: string | Buffer, size = 40_000): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield Promise.resolve(bytes.subarray(at, at + size));
}

export const csvOf = (rows: readonly (readonly string[])[], delimiter = ','): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');

/** A workbook as spreadsheet programs write it, with all texts beside the sheet. */
export async function workbookOf(rows: readonly (readonly (string | number | boolean | Date)[])[]): Promise<Buffer> {
  const cell = (value: string | number | boolean | Date) =>
    value instanceof Date ? { value, format: 'yyyy-mm-dd' } : value === '' ? null : value;
  return writeWorkbook(
    rows.map((row) => row.map(cell)),
    { sheet: 'List' },
  ).toBuffer();
}

/** What staff do with a file, from the upload on. */
export class ImportDesk {
  constructor(
    private readonly world: World,
    private readonly petition: string,
  ) {}

  get imports(): ImportsService {
    return this.world.get(ImportsService);
  }

  get runs(): ImportRuns {
    return this.world.get(ImportRuns);
  }

  upload(content: string | Buffer): Promise<string> {
    const order = importOrder.parse({ kind: 'paper', note: 'Market stall' }) as ImportOrder;
    return this.world.get(ImportUploads).take(this.petition, order, piecesOf(content), 'staff:a');
  }

  get(id: string): Promise<SignatureImport> {
    return this.imports.get(this.petition, id);
  }

  /** Maps as guessed and reads all rows. */
  async reads(id: string, mapping: Partial<ImportMapping> = {}): Promise<SignatureImport> {
    await this.imports.map(this.petition, id, { ...this.imports.guess(await this.get(id)), ...mapping });
    await this.runs.finish(id);
    return this.get(id);
  }

  async applies(id: string): Promise<SignatureImport> {
    await this.imports.apply(this.petition, id, 'staff:a');
    await this.runs.finish(id);
    return this.get(id);
  }

  async undoes(id: string): Promise<SignatureImport> {
    await this.imports.undo(this.petition, id, 'staff:b');
    await this.runs.finish(id);
    return this.get(id);
  }

  /** The whole way, as guessed. */
  async takes(content: string | Buffer, mapping: Partial<ImportMapping> = {}): Promise<SignatureImport> {
    const id = await this.upload(content);
    await this.reads(id, mapping);
    return this.applies(id);
  }
}
