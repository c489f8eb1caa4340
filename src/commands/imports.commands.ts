import type { Command } from 'commander';
import { ImportsService, type SignatureImport } from '../imports/imports.service.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { minuteOf, tableOf, tell } from './tell.js';
import { withApp } from './with-app.js';

interface OfPetition extends CommonOptions {
  petition: string;
}

/** `imports:list` and `imports:show`: status of imported lists. */
export function registerImports(program: Command): void {
  addCommand(program, 'imports:list', {
    description: 'show the newest hundred imports of a petition',
    examples: ['imports:list --petition reconsider'],
  })
    .requiredOption('--petition <slug>', 'which petition')
    .action((options: OfPetition) =>
      withApp(async (app) => {
        const imports = await app.get(ImportsService).list(options.petition);
        const head = ['id', 'uploaded', 'by', 'kind', 'state', 'rows', 'taken', 'repeated', 'refused'];
        tell(options, { imports: imports.map(stateOf) }, tableOf(head, imports.map(rowOf), 'There is no import.'));
      }),
    );
  addCommand(program, 'imports:show', {
    description: 'show the progress and the findings of an import',
    examples: ['imports:show 0193a3c4-8f5e-7c1a-9d5b-3f6a2b7c8d9e --petition reconsider'],
  })
    .argument('<id>', 'as shown by imports:list')
    .requiredOption('--petition <slug>', 'which petition')
    .action((id: string, options: OfPetition) =>
      withApp(async (app) => {
        const found = await app.get(ImportsService).get(options.petition, id);
        const lines = Object.entries(stateOf(found)).map(([name, value]) => `${name.padEnd(14)} ${said(value)}`);
        tell(options, stateOf(found), lines.join('\n'));
      }),
    );
}

const stateOf = ({
  id,
  createdAt,
  createdBy,
  kind,
  note,
  status,
  rowsTotal,
  rowsTaken,
  rowsRepeated,
  rowsRefused,
  rowsUndone,
  findings,
  finishedAt,
}: SignatureImport) => ({
  id,
  createdAt,
  createdBy,
  kind,
  note,
  status,
  rowsTotal,
  rowsTaken,
  rowsRepeated,
  rowsRefused,
  rowsUndone,
  findings,
  finishedAt,
});

function said(value: Date | object | string | number | null): string {
  if (value === null) return '–';
  if (value instanceof Date) return minuteOf(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const rowOf = ({ id, createdAt, createdBy, kind, status, ...rows }: SignatureImport): string[] => [
  id,
  minuteOf(createdAt),
  createdBy,
  kind,
  status,
  ...[rows.rowsTotal, rows.rowsTaken, rows.rowsRepeated, rows.rowsRefused].map(String),
];
