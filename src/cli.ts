import 'reflect-metadata';
import { runCommand } from './commands/run-command.js';

// Whoever reads the outcome may stop reading it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exit(await runCommand(process.argv.slice(2)));
