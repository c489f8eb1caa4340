import { Option, type Command } from 'commander';
import { MinistryImportRefused } from '../ministries/ministries.errors.js';
import { MinistriesImportService, type MinistryImportReport } from '../ministries/ministries-import.service.js';
import { MinistriesReference } from '../ministries/ministries.reference.js';
import { ministryColumns } from '../ministries/ministry-rows.js';
import { StartupProblem } from '../platform/errors.js';
import { textEncodings } from '../platform/tables/text-encoding.js';
import { TreatiesReference } from '../treaties/treaties.reference.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { readingOf } from './reading-of.js';
import { tell } from './tell.js';
import { bytesOf } from './text-of.js';
import { withApp } from './with-app.js';

interface Options extends CommonOptions {
  source: string;
  dryRun?: boolean;
  skipBad?: boolean;
  encoding?: string;
  sheet?: string;
}

/** `ministries:import`: imports addresses, facts and office holders of ministries from a list. */
export function registerMinistriesImport(program: Command): void {
  addCommand(program, 'ministries:import', {
    description:
      'import addresses, facts and office holders of ministries; an address is used once a second person has verified it',
    examples: ['ministries:import ministries.csv --source "diplomatic list, 2026-11" --dry-run'],
  })
    .argument('<file>', `CSV or XLSX; columns: ${ministryColumns.join(', ')}`)
    .requiredOption('--source <text>', 'where it comes from, for rows that do not say it')
    .option('--dry-run', 'check every row, report the outcome, and store nothing')
    .addOption(new Option('--encoding <name>', 'encoding of a CSV, where the guess is wrong').choices(textEncodings))
    .option('--sheet <name>', 'sheet of a workbook; default: the first visible one that is such a list')
    .option('--skip-bad', 'import the valid rows even when others are invalid')
    .action((file: string, { source, dryRun = false, skipBad = false, encoding, sheet, json }: Options) => {
      // Read first: a missing file is reported at once, without a database.
      const text = bytesOf(file);
      return withApp(async (app) => {
        await app.get(TreatiesReference).load();
        await app.get(MinistriesReference).load();
        const order = { text, choice: { encoding, sheet }, source, actor: 'cli', dryRun, skipBad };
        const report = await app.get(MinistriesImportService).run(order).catch(told);
        if (report.reading) for (const line of readingOf(report.reading.encoding, report.reading)) console.error(line);
        tell({ json }, report, describe(report, dryRun));
        if (report.faults.length > 0 && !skipBad)
          throw new StartupProblem('Nothing was written, because some rows are invalid.', 'ministries.rows_bad');
      });
    });
}

function describe({ rows, channels, facts, holders, repeated, faults }: MinistryImportReport, dryRun: boolean): string {
  return [
    ...faults.map(({ line, column, code, detail }) => `line ${line}, ${column}: ${detail} (${code})`),
    `Rows: ${rows}`,
    `  addresses: ${channels}`,
    `  facts: ${facts}`,
    `  office holders: ${holders}`,
    `  already recorded: ${repeated}`,
    dryRun ? 'Dry run. Nothing was stored.' : 'Addresses await verification by another person.',
  ].join('\n');
}

function told(error: unknown): never {
  throw error instanceof MinistryImportRefused
    ? new StartupProblem(`${error.message} Nothing was written.`, error.code)
    : error;
}
