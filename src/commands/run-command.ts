import { Command, CommanderError } from 'commander';
import { failureOf } from './failure.js';
import { registerCommands } from './register.js';

/** Runs every command. It throws instead of ending the process, and leaves reporting to the caller. */
export function commandLine(): Command {
  const program = new Command('demarche')
    .description('Work on the campaign from the command line. Settings come from the same environment as the server.')
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  registerCommands(program);
  return program;
}

/** Runs one command. @param args after the name of the program @returns the exit code */
export async function runCommand(args: readonly string[]): Promise<number> {
  const program = commandLine();
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null) return 0;
    const { exitCode, code, message, errors, unexpected } = failure;
    if (args.includes('--json')) console.error(JSON.stringify({ error: { code, message, ...(errors && { errors }) } }));
    else if (unexpected) console.error(error);
    else if (error instanceof CommanderError) console.error(withUsage(program, args, message));
    else console.error(`${message}\n(${code})`);
    return exitCode;
  }
}

/** What is wrong, and how the command is used. Without a command the help was already printed. */
function withUsage(program: Command, args: readonly string[], message: string): string {
  const command = program.commands.find((one) => one.name() === args[0]);
  if (!command)
    return message === '(outputHelp)' ? '' : `${message}\nUsage: ${program.createHelp().commandUsage(program)}`;
  return `${message}\nUsage: ${command.createHelp().commandUsage(command)}\n"npm run cli -- ${command.name()} --help" explains the options.`;
}
