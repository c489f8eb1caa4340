import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { validate } from '../platform/http/validation.js';
import { ExportLogService, type ExportEntry } from '../lists/export-log.service.js';
import { ExportService } from '../lists/export.service.js';
import { exportQuery } from '../lists/export.schema.js';
import { presetNames } from '../lists/export.values.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { progressOf, type Progress } from './progress.js';
import { minuteOf, tableOf, tell } from './tell.js';
import { withApp } from './with-app.js';

interface ExportOptions extends CommonOptions, Record<string, unknown> {
  petition: string;
  out: string;
}

/** `export` and `exports:list`: lists of supporters as files, and earlier exports. */
export function registerExports(program: Command): void {
  addCommand(program, 'export', {
    description:
      'write a supporter list to a file; the same as on the staff pages, and recorded in the audit log like those',
    examples: [
      'export --petition reconsider --out list.csv',
      'export --petition reconsider --out de.ndjson --preset delivery --recipient DE --format ndjson',
    ],
  })
    .requiredOption('--petition <slug>', 'which petition')
    .requiredOption('--out <file>', 'file to write; must not exist yet')
    .option('--preset <name>', `purpose of the list: ${presetNames.join(', ')}`, 'full')
    .option('--recipient <key>', 'recipient of a delivery or partner list, e.g. DE')
    .option('--columns <names>', 'some of the columns, separated by commas')
    .addOption(
      new Option('--format <format>', 'what kind of file').choices(['csv', 'csv-bom', 'ndjson', 'xlsx']).default('csv'),
    )
    .addOption(
      new Option('--status <status>', 'which signatures')
        .choices(['confirmed', 'pending', 'all', 'shadowed'])
        .default('confirmed'),
    )
    .option('--country <codes>', 'country codes separated by commas')
    .option('--since <day>', 'signed on this day or later')
    .option('--consent <purpose>', 'only people who agreed to this')
    .action(({ petition, out, json, ...query }: ExportOptions) =>
      withApp(async (app) => {
        const order = await validate(exportQuery, query);
        // Checked before anything is recorded; the file is readable by its owner only.
        const file = createWriteStream(out, { flags: 'wx', mode: 0o600 });
        await once(file, 'open');
        const progress = progressOf({ json }, 'bytes written');
        const { id, stream } = await app.get(ExportService).start({ petitionSlug: petition, order, actor: 'cli' });
        await pipeline(stream, counted(progress), file).finally(() => progress.end());
        tell({ json }, { id, file: out, bytes: file.bytesWritten }, `Written: ${out}`);
      }),
    );
  addCommand(program, 'exports:list', {
    description: 'show the newest exports: who requested which list, and the outcome',
    examples: ['exports:list --limit 200 --json'],
  })
    .option('--limit <n>', 'maximum number', numberOf, 50)
    .action((options: CommonOptions & { limit: number }) =>
      withApp(async (app) => {
        const exports = await app.get(ExportLogService).recent(options.limit);
        const head = ['id', 'ordered', 'by', 'petition', 'list', 'state', 'rows'];
        tell(options, { exports: exports.map(onRecord) }, tableOf(head, exports.map(rowOf), 'There is no export.'));
      }),
    );
}

/** The encryption key of a file is left out: it may be derived from a password. */
const onRecord = ({ encryptTo, ...entry }: ExportEntry) => ({ ...entry, encrypted: encryptTo !== null });

const rowOf = ({
  id,
  startedAt,
  requestedBy,
  petitionSlug,
  preset,
  format,
  status,
  rowsDone,
}: ExportEntry): string[] => [
  id,
  minuteOf(startedAt),
  requestedBy,
  petitionSlug,
  `${preset}.${format}`,
  status,
  String(rowsDone),
];

function counted(progress: Progress): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      progress.add(chunk.length);
      done(null, chunk);
    },
  });
}

function numberOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 to 9999.');
  return Number(text);
}
