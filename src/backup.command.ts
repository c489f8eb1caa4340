import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { boot } from './boot.js';
import { readConfig } from './platform/config/config.js';
import { restoreBackup } from './platform/database/backup/restore-backup.js';
import { writeBackup } from './platform/database/backup/write-backup.js';
import { StartupProblem } from './platform/errors.js';

interface Options {
  json?: true;
}

/** `backup` and `restore`: everything the database holds as one file, and back. */
export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description('write everything the database holds to one file, as of one moment, while others go on working; keep SECRET_KEY beside it')
    .requiredOption('--out <file>', 'file to write; must not exist yet')
    .option('--json', 'say the outcome as JSON')
    .action(({ out, json }: { out: string } & Options) =>
      onDatabase({}, async (url) => {
        if (existsSync(out)) throw new StartupProblem(`${out} exists already.`);
        const { tables } = await writeBackup(url, out, told(json));
        console.log(json ? JSON.stringify({ file: out, tables }) : `Written: ${out}`);
      }),
    );
  program
    .command('restore')
    .description('fill an empty database from a backup, and compare what was loaded with what was written; stop all processes first')
    .argument('<file>', 'file that backup wrote')
    .option('--json', 'say the outcome as JSON')
    .action((file: string, { json }: Options) => {
      if (!existsSync(file)) throw new StartupProblem(`${file} is not there.`);
      return onDatabase({ bare: true }, async (url) => {
        const { tables } = await restoreBackup(url, file, told(json));
        console.log(json ? JSON.stringify({ file, tables }) : 'Restored. Every table holds what was written.');
      });
    });
}

/** On a terminal each table is named when it is done; a program reads the outcome only. */
const told = (json: true | undefined) => (table: string, rows: number) => {
  if (!json && rows > 0) console.error(`${table}: ${rows}`);
};

/** With the rights of the owner. @param options `bare`: the database is left as it is found */
async function onDatabase(options: { bare?: true }, work: (url: string) => Promise<void>): Promise<void> {
  const config = readConfig();
  const surroundings = await boot(config, { beside: true, ...options });
  try {
    await work(config.MIGRATION_DATABASE_URL ?? surroundings.runtime.databaseUrl);
  } finally {
    await surroundings.stop();
  }
}
