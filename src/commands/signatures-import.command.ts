import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { StartupProblem } from '../platform/errors.js';
import { textEncodings } from '../platform/tables/text-encoding.js';
import { validate } from '../platform/http/validation.js';
import { ImportFaults } from '../imports/import-faults.service.js';
import { ImportRuns } from '../imports/import-runs.js';
import { ImportUploads } from '../imports/import-uploads.service.js';
import { importMappingForm, importOrder, type ImportOrder } from '../imports/import.schema.js';
import {
  dateOrders,
  importFields,
  importKinds,
  type ImportField,
  type ImportMapping,
} from '../imports/import.values.js';
import { ImportsService, type SignatureImport } from '../imports/imports.service.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { progressOf } from './progress.js';
import { readingOf } from './reading-of.js';
import { tell } from './tell.js';
import { withApp } from './with-app.js';

interface Options extends CommonOptions {
  petition: string;
  file: string;
  map: Partial<Record<ImportField, string>>;
  country?: string;
  locale?: string;
  kind: string;
  note: string;
  attest?: true;
  dryRun?: true;
  errors?: string;
  encoding?: string;
  sheet?: string;
  dateOrder?: string;
}

/** `signatures:import`: imports a list as the staff pages do, or only shows the expected outcome. */
export function registerSignaturesImport(program: Command): void {
  addCommand(program, 'signatures:import', {
    description: 'import signatures collected on paper or elsewhere; sends no email',
    examples: [
      'signatures:import --petition reconsider --file list.xlsx --note "market, 4 May" --dry-run',
      'signatures:import --petition reconsider --file list.csv --note "market, 4 May" --map given_name=Vorname --attest',
    ],
  })
    .requiredOption('--petition <slug>', 'which petition')
    .requiredOption('--file <file>', 'CSV or XLSX with column names above the rows')
    .requiredOption('--note <text>', 'where the list comes from')
    .addOption(new Option('--kind <kind>', 'how it was collected').choices(importKinds).default('paper'))
    .option(
      '--map <field=column>',
      `meaning of a column, may be repeated; others are guessed. Fields: ${importFields.join(', ')}`,
      mapOf,
      {},
    )
    .option('--country <code>', 'country of rows that name none')
    .option('--locale <tag>', 'language of rows that name none')
    .addOption(new Option('--encoding <name>', 'encoding of a CSV, where the guess is wrong').choices(textEncodings))
    .option('--sheet <name>', 'sheet of a workbook; default: the first visible one that is a table')
    .addOption(new Option('--date-order <order>', 'how to read days like 04/05/2025').choices(dateOrders))
    .option('--attest', 'you attest that these people signed; required to import them')
    .option('--dry-run', 'read all rows, report the expected outcome, and store nothing')
    .option('--errors <file>', 'write refused rows with their problems to this file; must not exist yet')
    .action(async (options: Options) => {
      if (!options.attest && !options.dryRun)
        throw new StartupProblem(
          'Add --attest to attest that these people signed, or --dry-run to check first.',
          'import.unattested',
        );
      // Read first: a missing file is reported at once, without a database.
      await (await open(options.file).catch((error: NodeJS.ErrnoException) => unreadable(options.file, error))).close();
      await withApp((app) => run(app, options));
    });
}

async function run(app: INestApplicationContext, options: Options): Promise<void> {
  const { petition, file, kind, note, dryRun, errors } = options;
  const imports = app.get(ImportsService);
  const runs = app.get(ImportRuns);
  const { encoding = '', sheet } = options;
  const order = (await validate(importOrder, { kind, note, encoding, sheet })) as ImportOrder;
  const reading = progressOf(options, 'rows read', 'line');
  const id = await app
    .get(ImportUploads)
    .take(petition, order, createReadStream(file), 'cli', reading.add)
    .finally(() => reading.end());
  try {
    await imports.map(petition, id, await mappingFor(imports, await imports.get(petition, id), options));
    const found = await imports.get(petition, id);
    const samples = found.reading.encodingGuessed === true ? await imports.samples(found, 'cli') : [];
    for (const line of readingOf(found.encoding, found.reading, samples)) console.error(line);
    await finish(runs, found, options, 'rows examined');
    const { ambiguousDays = 0 } = (await imports.get(petition, id)).findings ?? {};
    if (ambiguousDays > 0 && options.dateOrder === undefined && !dryRun)
      throw new StartupProblem(
        `Ambiguous days: ${ambiguousDays}. Add --date-order dmy, mdy or ymd. Nothing was imported.`,
        'import.date_order',
      );
  } catch (error) {
    await undo(app, petition, id);
    throw error;
  }
  if (!dryRun) {
    await imports.apply(petition, id, 'cli');
    await finish(runs, await imports.get(petition, id), options, 'rows imported');
  }
  if (errors !== undefined) await writeErrors(app, petition, id, errors);
  const done = await imports.get(petition, id);
  if (dryRun) await undo(app, petition, id);
  tell(options, outcomeOf(done), sentencesOf(done, dryRun === true));
  if (nothingCame(done, dryRun === true))
    throw new StartupProblem('Not one row of the file can be imported.', 'import.all_refused');
}

const nothingCame = ({ rowsTaken, rowsRepeated, findings }: SignatureImport, dryRun: boolean): boolean =>
  (dryRun ? (findings?.fresh ?? 0) + (findings?.repeated ?? 0) : rowsTaken + rowsRepeated) === 0;

/** As guessed from the column names, and as the options say. */
async function mappingFor(
  imports: ImportsService,
  found: SignatureImport,
  { map, country, locale, dateOrder }: Options,
): Promise<ImportMapping> {
  const said = Object.entries(map).map(([field, column]) => {
    const at = found.columns.findIndex((name) => name.toLowerCase() === column.normalize('NFC').trim().toLowerCase());
    if (at < 0)
      throw new StartupProblem(`The file has no column "${column}". Nothing was imported.`, 'import.column_unknown');
    return [field, at] as const;
  });
  const taken = new Set(said.map(([, at]) => at));
  const guessed = Object.entries(imports.guess(found).columns).filter(([, at]) => !taken.has(at));
  return validate(importMappingForm, {
    ...Object.fromEntries([...guessed, ...said]),
    country_all: country ?? '',
    locale_all: locale ?? '',
    date_order: dateOrder ?? '',
  });
}

async function undo(app: INestApplicationContext, petition: string, id: string): Promise<void> {
  await app.get(ImportsService).undo(petition, id, 'cli');
  await app.get(ImportRuns).finish(id);
}

async function writeErrors(app: INestApplicationContext, petition: string, id: string, path: string): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await once(file, 'open');
  await pipeline(await app.get(ImportFaults).file(petition, id, 'cli'), file);
}

async function finish(
  runs: ImportRuns,
  { id, rowsTotal }: SignatureImport,
  options: Options,
  what: string,
): Promise<void> {
  const progress = progressOf(options, what, 'line');
  await runs.finish(id, (rows) => progress.add(rows, rowsTotal)).finally(() => progress.end());
}

const outcomeOf = ({ id, status, rowsTotal, rowsTaken, rowsRepeated, rowsRefused, findings }: SignatureImport) => ({
  id,
  status,
  rowsTotal,
  rowsTaken,
  rowsRepeated,
  rowsRefused,
  findings,
});

function sentencesOf(
  { id, rowsTotal, rowsTaken, rowsRepeated, rowsRefused, findings }: SignatureImport,
  dryRun: boolean,
): string {
  const refused = Object.entries(findings?.refused ?? {}).map(([code, n]) => `  refused, ${code}: ${n}`);
  const undated =
    findings?.undated === undefined
      ? []
      : [`  without their day of signing, which cannot be read: ${findings.undated}`];
  if (dryRun)
    return [
      `Rows: ${rowsTotal}`,
      `  new: ${findings?.fresh ?? 0}`,
      `  already signed, or repeated: ${findings?.repeated ?? 0}`,
      ...undated,
      ...refused,
      'Dry run. Nothing was stored.',
    ].join('\n');
  return [
    `Batch ${id}`,
    `  imported: ${rowsTaken}`,
    `  already signed, or repeated: ${rowsRepeated}`,
    `  refused: ${rowsRefused}`,
    ...undated,
  ].join('\n');
}

function mapOf(text: string, earlier: Partial<Record<ImportField, string>>): Partial<Record<ImportField, string>> {
  const [, name = '', column = ''] = /^(\w+)=(.+)$/.exec(text) ?? [];
  const field = importFields.find((one) => one === name);
  if (!field)
    throw new InvalidArgumentError(`It must be like given_name=Vorname. Fields are ${importFields.join(', ')}.`);
  return { ...earlier, [field]: column };
}

function unreadable(file: string, { code = '' }: NodeJS.ErrnoException): never {
  throw new StartupProblem(`${file} cannot be read (${code}).`, 'file.unusable');
}
