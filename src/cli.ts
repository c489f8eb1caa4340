import 'reflect-metadata';
import { Command } from 'commander';
import { registerCommands } from './commands.js';
import { DomainError, StartupProblem } from './platform/errors.js';

const program = new Command('demarche').description(
  'Work on the campaign from the command line. Settings come from the same environment as the server.',
);
registerCommands(program);

try {
  await program.parseAsync();
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartupProblem || error instanceof DomainError ? error.message : error);
  process.exit(1);
}
