import { execFile } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { exportQuery } from '../../src/lists/export.schema.js';
import { ExportService } from '../../src/lists/export.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { World } from '../support/world.js';

/** LibreOffice where the machine has it; without it there is nothing to open the files with. */
const office = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'soffice'))
  .find((path) => existsSync(path));

const awkward = [
  '=1+1',
  '=HYPERLINK("http://example.org";"click")',
  '+49 30 1234',
  '-1',
  '@SUM(A1:A9)',
  '＝1+1',
  `'quoted`,
  'a "b" c',
  'semi;colon, comma',
  'two\nlines',
  '0123',
  '1E5',
  '2027-04-04',
  '1/2',
  'TRUE',
  'Ольга Ґанна',
  '中文 العربية',
  '👩‍👩‍👧 é',
  '_x0041_',
  '<b>&amp;</b>',
];

describe('lists in a spreadsheet', () => {
  let world: World;
  let folder: string;
  let petition: string;

  const write = async (format: 'csv' | 'xlsx'): Promise<string> => {
    const order = await validate(exportQuery, { format, columns: 'email,comment', status: 'pending' });
    const { stream } = await world.get(ExportService).start({ petitionSlug: petition, order, actor: 'cli' });
    const path = join(folder, `list.${format}`);
    await pipeline(stream, createWriteStream(path));
    return path;
  };
  /** The comments as the program shows them, saved as text. */
  const opened = async (format: 'csv' | 'xlsx'): Promise<string[]> => {
    const written = await write(format);
    // 44 comma, 34 quote, 76 UTF-8; when reading, every column as text, as the import dialogue offers.
    const reading = format === 'csv' ? ['--infilter=CSV:44,34,76,1,1/2/2/2'] : [];
    const saving = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false';
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const paths = ['--outdir', join(folder, 'out'), written];
    await promisify(execFile)(office ?? '', [profile, '--headless', ...reading, '--convert-to', saving, ...paths], {
      timeout: 50_000,
    });
    const rows: string[][] = parse(readFileSync(join(folder, 'out', 'list.csv')));
    return rows.slice(1).map(([, comment = '']) => comment);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demarche-office-'));
    world = await World.create();
    petition = await world.openPetition();
    for (const [n, comment] of awkward.entries()) await world.fillsIn(petition, `p${n}@example.org`, { comment });
  });
  afterAll(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are read by a library as they were typed', async () => {
    const [, ...rows] = await readSheet(await write('xlsx'), { trim: false });
    expect(rows.map(([, comment]) => comment)).toEqual(awkward);
  });

  if (office !== undefined)
    describe('opened by LibreOffice', () => {
      it('are a workbook as it was typed', async () => {
        expect(await opened('xlsx')).toEqual(awkward);
      });

      it('are a CSV file as it was typed, but for the apostrophe that keeps formulas from running', async () => {
        const shown = await opened('csv');
        expect(shown.map((comment) => comment.replace(/^'/, ''))).toEqual(awkward);
        for (const comment of shown) expect(comment).not.toMatch(/^[=+\-@＝]/);
      });
    });
});
