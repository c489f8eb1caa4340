import type { Command } from 'commander';
import { boot } from '../boot.js';
import { readConfig } from '../platform/config/config.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tell } from './tell.js';

/** `migrate`: the first step of every start. */
export function registerMigrate(program: Command): void {
  addCommand(program, 'migrate', {
    description: 'migrate the database to the newest version and stop',
    examples: ['migrate'],
  }).action(async (options: CommonOptions) => {
    const { migrated, stop } = await boot(readConfig(), { beside: true });
    tell(
      options,
      { applied: migrated },
      migrated.length === 0 ? 'The database is up to date.' : `Applied: ${migrated.join(', ')}`,
    );
    await stop();
  });
}
