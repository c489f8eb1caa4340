import type { Command } from 'commander';
import { boot } from '../boot.js';
import { readConfig } from '../platform/config/config.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tell } from './tell.js';

/** `migrate`: what every start does first. */
export function registerMigrate(program: Command): void {
  addCommand(program, 'migrate', {
    description: 'bring the database to the newest version and stop',
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
