import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { boot } from '../boot.js';
import { readConfig } from '../platform/config/config.js';
import { isDump, restoreDump, writeDump } from '../platform/database/backup/pg-dump.js';
import { restoreBackup } from '../platform/database/backup/restore-backup.js';
import { writeBackup } from '../platform/database/backup/write-backup.js';
import { StartupProblem } from '../platform/errors.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { progressOf } from './progress.js';
import { tell } from './tell.js';

interface BackupOptions extends CommonOptions {
  out: string;
  format: 'demarche' | 'pg_dump';
}

/** `backup` and `restore`: the whole database as one file, and back. */
export function registerBackup(program: Command): void {
  addCommand(program, 'backup', {
    description:
      'write the whole database to one file, as one snapshot, while others go on working; keep SECRET_KEY beside it',
    examples: ['backup --out 2027-04-04.backup', 'backup --out 2027-04-04.dump --format pg_dump'],
  })
    .requiredOption('--out <file>', 'file to write; must not exist yet')
    .addOption(
      new Option('--format <format>', 'our own, or the custom format of the pg_dump on the PATH')
        .choices(['demarche', 'pg_dump'])
        .default('demarche'),
    )
    .action(({ out, format, json }: BackupOptions) =>
      onDatabase({}, async (url) => {
        if (existsSync(out)) throw new StartupProblem(`${out} already exists.`, 'file.unusable');
        if (format === 'pg_dump') {
          await writeDump(url, out);
          return tell({ json }, { file: out, format }, `Written: ${out}`);
        }
        const progress = progressOf({ json }, 'tables written');
        const { tables } = await writeBackup(url, out, (_, _rows, of) => progress.add(1, of)).finally(() =>
          progress.end(),
        );
        tell({ json }, { file: out, format, tables }, `Written: ${out}`);
      }),
    );
  addCommand(program, 'restore', {
    description:
      'fill an empty database from a backup, and compare what was loaded with what was written; stop all processes first',
    examples: ['restore 2027-04-04.backup'],
  })
    .argument('<file>', 'file written by backup, in either format')
    .action((file: string, options: CommonOptions) => {
      if (!existsSync(file)) throw new StartupProblem(`${file} does not exist.`, 'file.unusable');
      return onDatabase({ bare: true }, async (url) => {
        if (isDump(file)) {
          await restoreDump(url, file);
          return tell(options, { file, format: 'pg_dump' }, 'Restored by pg_restore, and migrated to this version.');
        }
        const progress = progressOf(options, 'tables loaded');
        const { tables } = await restoreBackup(url, file, (_, _rows, of) => progress.add(1, of)).finally(() =>
          progress.end(),
        );
        tell(options, { file, format: 'demarche', tables }, 'Restored. Every table contains what was written.');
      });
    });
}

/** With the rights of the owner. @param options `bare`: the database is not migrated */
async function onDatabase(options: { bare?: true }, work: (url: string) => Promise<void>): Promise<void> {
  const config = readConfig();
  const surroundings = await boot(config, { beside: true, ...options });
  try {
    await work(config.MIGRATION_DATABASE_URL ?? surroundings.runtime.databaseUrl);
  } finally {
    await surroundings.stop();
  }
}
