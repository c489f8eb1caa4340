import 'reflect-metadata';
import { runCommand } from './commands/run-command.js';

// The reader of the output may stop reading it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

// An exit, unlike death by signal, stops the database that the command started.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

process.exit(await runCommand(process.argv.slice(2)));
