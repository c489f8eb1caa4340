import { posix } from 'node:path';
import type { Archive } from './archive.js';
import { ImportNotATable } from './import.errors.js';
import { readXml } from './xml.js';

/** Where the first sheet is, and how its numbers become days. */
export interface WorkbookParts {
  sheet: string;
  /** Days are counted from 1904 instead of 1900. */
  from1904: boolean;
  /** Styles whose number format is one of days. */
  dayStyles: ReadonlySet<number>;
}

const workbook = 'xl/workbook.xml';
const relations = 'xl/_rels/workbook.xml.rels';
const styles = 'xl/styles.xml';

/** @throws ImportNotATable */
export async function readParts(archive: Archive): Promise<WorkbookParts> {
  if (!archive.has(workbook)) throw new ImportNotATable('it is an archive, but no workbook (.xlsx).');
  let relation: string | undefined;
  let from1904 = false;
  await readXml(archive.read(workbook), {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name === 'sheet') relation ??= Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1];
    },
  });
  const sheet = (await targetOf(archive, relation)) ?? 'xl/worksheets/sheet1.xml';
  if (!archive.has(sheet)) throw new ImportNotATable('the workbook has no sheet.');
  return { sheet, from1904, dayStyles: archive.has(styles) ? await readDayStyles(archive) : new Set() };
}

async function targetOf(archive: Archive, relation: string | undefined): Promise<string | undefined> {
  if (relation === undefined || !archive.has(relations)) return undefined;
  let target: string | undefined;
  await readXml(archive.read(relations), {
    open: (name, { Id, Target }) => {
      if (name === 'Relationship' && Id === relation) target = Target;
    },
  });
  if (target === undefined) return undefined;
  return target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
}

/** Number formats every spreadsheet program knows by their number: days, and days with a time. */
const isBuiltInDay = (format: number): boolean =>
  (format >= 14 && format <= 17) || format === 22 || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);

/** `dd.mm.yyyy`, but not `0.00 "days"` or `[Red]0`. */
const isDayFormat = (code: string): boolean => /[dy]/i.test(code.replace(/"[^"]*"|\[[^\][]*\]|\\./g, ''));

async function readDayStyles(archive: Archive): Promise<Set<number>> {
  const own = new Map<number, boolean>();
  const days = new Set<number>();
  let inCells = false;
  let style = 0;
  await readXml(archive.read(styles), {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), isDayFormat(attributes.formatCode ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const format = Number(attributes.numFmtId);
      if (own.get(format) ?? isBuiltInDay(format)) days.add(style);
      style++;
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return days;
}
