import { CommanderError } from 'commander';
import { isDatabaseUnavailable } from '../platform/database/sqlstate.js';
import { DomainError, StartupProblem, type Fault } from '../platform/errors.js';
import { exitCodes } from './add-command.js';

/** What went wrong: a stable dotted code for scripts, a sentence for people. */
export interface Failure {
  exitCode: number;
  code: string;
  message: string;
  errors?: readonly Fault[];
  /** An unexpected error: a person sees where it happened, a script only its name. */
  unexpected?: true;
}

const fileSentences: Record<string, string> = {
  EEXIST: 'already exists.',
  ENOENT: 'does not exist.',
  EACCES: 'is not accessible to this user.',
  EISDIR: 'is a folder.',
  ENOTDIR: 'is inside a path that is not a folder.',
  ENOSPC: 'does not fit on the disk.',
  EROFS: 'is on a read-only disk.',
};

/** @returns null for what is no failure, e.g. requested help */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return null;
    return { exitCode: exitCodes.usage, code: 'command.usage', message: error.message.replace(/^error: /, '') };
  }
  const problem = (code: string, message: string): Failure => ({ exitCode: exitCodes.problem, code, message });
  if (error instanceof DomainError) {
    const { code, message, faults } = error;
    // Fields have the names of the options.
    const sentences = faults?.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}.`).join('\n');
    return { ...problem(code, sentences ?? message), ...(faults && { errors: faults }) };
  }
  if (error instanceof StartupProblem) return problem(error.code, error.message);
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (typeof path === 'string' && code in fileSentences)
    return problem('file.unusable', `${path} ${fileSentences[code]}`);
  if (isDatabaseUnavailable(error))
    return problem('database.unavailable', 'The database does not respond. Is it running, and is DATABASE_URL right?');
  return { ...problem('command.failed', nameOf(error)), unexpected: true };
}

/** Without its message, which may quote values. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Something was thrown that is not an error.';
  const { code } = error as { code?: unknown };
  return `${error.name}${typeof code === 'string' ? ` ${code}` : ''}`;
}
