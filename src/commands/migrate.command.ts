import type { Command } from 'commander';
import { boot } from '../boot.js';
import { readConfig } from '../platform/config/config.js';
import { plannedMigrations } from '../platform/database/migrate.js';
import { locks, type PlannedMigration } from '../platform/database/migration-plan.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tell } from './tell.js';

/** `migrate`: the first step of every start. */
export function registerMigrate(program: Command): void {
  addCommand(program, 'migrate', {
    description: 'migrate the database to the newest version and stop',
    examples: ['migrate', 'migrate --plan'],
  })
    .option('--plan', 'change nothing: list the migrations to come, the tables they lock, and their rows')
    .action(async (options: CommonOptions & { plan?: true }) => {
      const config = readConfig();
      if (options.plan) {
        const { stop, runtime } = await boot(config, { beside: true, bare: true });
        try {
          const planned = await plannedMigrations(config.MIGRATION_DATABASE_URL ?? runtime.database.directUrl);
          tell(options, { planned }, linesOf(planned).join('\n'));
        } finally {
          await stop();
        }
        return;
      }
      const { migrated, stop } = await boot(config, { beside: true });
      tell(
        options,
        { applied: migrated },
        migrated.length === 0 ? 'The database is up to date.' : `Applied: ${migrated.join(', ')}`,
      );
      await stop();
    });
}

function linesOf(planned: readonly PlannedMigration[]): string[] {
  if (planned.length === 0) return ['The database is up to date.'];
  return planned.flatMap(({ name, tables }) => [
    name,
    ...(tables.length === 0 ? ['  locks no table that is there'] : []),
    ...tables.map(({ table, lock, readsRows, rows }) => {
      const number = rows === null ? 'unknown number of' : `about ${Math.round(rows).toLocaleString('en')}`;
      return `  ${table}: ${lock} (${locks[lock]}), ${number} rows, ${readsRows ? 'all of which it may read' : 'a moment'}`;
    }),
  ]);
}
