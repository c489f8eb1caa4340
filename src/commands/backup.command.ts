import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { boot } from '../boot.js';
import { readConfig } from '../platform/config/config.js';
import { restoreBackup } from '../platform/database/backup/restore-backup.js';
import { writeBackup } from '../platform/database/backup/write-backup.js';
import { StartupProblem } from '../platform/errors.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { progressOf } from './progress.js';
import { tell } from './tell.js';

interface BackupOptions extends CommonOptions {
  out: string;
}

/** `backup` and `restore`: the whole database as one file, and back. */
export function registerBackup(program: Command): void {
  addCommand(program, 'backup', {
    description:
      'write the whole database to one file, as one snapshot, while others go on working; keep SECRET_KEY beside it',
    examples: ['backup --out 2027-04-04.backup'],
  })
    .requiredOption('--out <file>', 'file to write; must not exist yet')
    .action(({ out, json }: BackupOptions) =>
      onDatabase({}, async (url) => {
        if (existsSync(out)) throw new StartupProblem(`${out} already exists.`, 'file.unusable');
        const progress = progressOf({ json }, 'tables written');
        const { tables } = await writeBackup(url, out, (_, _rows, of) => progress.add(1, of)).finally(() =>
          progress.end(),
        );
        tell({ json }, { file: out, tables }, `Written: ${out}`);
      }),
    );
  addCommand(program, 'restore', {
    description:
      'fill an empty database from a backup, and compare what was loaded with what was written; stop all processes first',
    examples: ['restore 2027-04-04.backup'],
  })
    .argument('<file>', 'file written by backup')
    .action((file: string, options: CommonOptions) => {
      if (!existsSync(file)) throw new StartupProblem(`${file} does not exist.`, 'file.unusable');
      return onDatabase({ bare: true }, async (url) => {
        const progress = progressOf(options, 'tables loaded');
        const { tables } = await restoreBackup(url, file, (_, _rows, of) => progress.add(1, of)).finally(() =>
          progress.end(),
        );
        tell(options, { file, tables }, 'Restored. Every table contains what was written.');
      });
    });
}

/** With the rights of the owner. @param options `bare`: the database is not migrated */
async function onDatabase(options: { bare?: true }, work: (url: string) => Promise<void>): Promise<void> {
  const config = readConfig();
  const surroundings = await boot(config, { beside: true, ...options });
  try {
    await work(config.MIGRATION_DATABASE_URL ?? surroundings.runtime.database.directUrl);
  } finally {
    await surroundings.stop();
  }
}
