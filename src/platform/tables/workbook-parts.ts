import { posix } from 'node:path';
import type { Archive } from './archive.js';
import { formatOf, type NumberFormat } from './number-formats.js';
import { NotATable } from './table.errors.js';
import { readXml } from './xml.js';

export interface WorkbookSheet {
  name: string;
  part: string;
  hidden: boolean;
}

/** Where the parts are, and how numbers become days. */
export interface WorkbookParts {
  /** In their order, at least one. */
  sheets: WorkbookSheet[];
  sharedTexts: string | null;
  /** Days are counted from 1904 instead of 1900. */
  from1904: boolean;
  /** Styles whose numbers are not shown as plain numbers. */
  formats: ReadonlyMap<number, NumberFormat>;
}

interface Relation {
  id: string;
  /** The last part of it. */
  type: string;
  target: string;
}

const folderOf = (part: string): string => posix.dirname(part);
const relationsOf = (part: string): string => posix.join(folderOf(part), '_rels', `${posix.basename(part)}.rels`);

async function readRelations(archive: Archive, part: string, base: string): Promise<Relation[]> {
  const found: Relation[] = [];
  if (!archive.has(part)) return found;
  await readXml(archive.read(part), {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return;
      const target = decoded(Target.replaceAll('\\', '/'));
      found.push({
        id: Id,
        type: Type.slice(Type.lastIndexOf('/') + 1),
        target: target.startsWith('/') ? target.slice(1) : posix.join(base, target),
      });
    },
  });
  return found;
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** @throws NotATable */
export async function readParts(archive: Archive): Promise<WorkbookParts> {
  const main = (await readRelations(archive, '_rels/.rels', '')).find(({ type }) => type === 'officeDocument')?.target;
  const workbook = main !== undefined && archive.has(main) ? main : 'xl/workbook.xml';
  if (!archive.has(workbook)) throw new NotATable('it is an archive, but no workbook (.xlsx).');
  const relations = await readRelations(archive, relationsOf(workbook), folderOf(workbook));
  const partOf = (type: string, usual: string): string | null => {
    const part = relations.find((relation) => relation.type === type)?.target ?? posix.join(folderOf(workbook), usual);
    return archive.has(part) ? part : null;
  };
  const sheets: WorkbookSheet[] = [];
  let from1904 = false;
  await readXml(archive.read(workbook), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet' || sheets.length >= 200) return;
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1];
      const relation = relations.find((one) => one.id === id);
      // Chart and dialogue sheets have no cells.
      if (relation && /chartsheet|dialogsheet/i.test(relation.type)) return;
      const part = relation?.target ?? posix.join(folderOf(workbook), `worksheets/sheet${sheets.length + 1}.xml`);
      if (archive.has(part))
        sheets.push({ name: attributes.name ?? '', part, hidden: /hidden/i.test(attributes.state ?? '') });
    },
  });
  if (sheets.length === 0) throw new NotATable('the workbook has no sheet.');
  const styles = partOf('styles', 'styles.xml');
  return {
    sheets,
    from1904,
    sharedTexts: partOf('sharedStrings', 'sharedStrings.xml'),
    formats: styles === null ? new Map() : await readFormats(archive, styles),
  };
}

async function readFormats(archive: Archive, styles: string): Promise<Map<number, NumberFormat>> {
  const codes = new Map<number, string>();
  const formats = new Map<number, NumberFormat>();
  let inCells = false;
  let style = 0;
  await readXml(archive.read(styles), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const number = Number(attributes.numFmtId);
      const format = formatOf(number, codes.get(number) ?? null);
      if (format) formats.set(style, format);
      style++;
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}
