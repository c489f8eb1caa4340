import { InvalidArgumentError, Option, type Command } from 'commander';
import { readConfig } from '../platform/config/config.js';
import { connect } from '../platform/database/connections/connect.js';
import { loginStatements } from '../platform/database/connections/login.sql.js';
import { unreachable } from '../platform/database/connections/unreachable.js';
import type { ProcessRole } from '../platform/database/roles.js';
import { StartupProblem } from '../platform/errors.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tell } from './tell.js';

interface Options extends CommonOptions {
  login: string;
  process: ProcessRole;
  apply?: true;
}

/** `database:roles`: what a login of a process needs, so that role and time limits do not depend on how it connects. */
export function registerDatabaseRoles(program: Command): void {
  addCommand(program, 'database:roles', {
    description: 'print, or apply, the role and time limits that the database login of a process needs',
    examples: ['database:roles --login petition_web --process web'],
  })
    .requiredOption('--login <name>', 'the database user that DATABASE_URL of the process names', nameOf)
    .addOption(
      new Option('--process <kind>', 'the ROLE of the process').choices(['web', 'worker', 'all']).makeOptionMandatory(),
    )
    .option('--apply', 'run the statements as the owner (MIGRATION_DATABASE_URL or DATABASE_DIRECT_URL)')
    .action(async (options: Options) => {
      const statements = loginStatements(options.login, options.process);
      if (options.apply) await apply(statements);
      tell(options, { statements, applied: options.apply ?? false }, statements.join('\n'));
    });
}

async function apply(statements: readonly string[]): Promise<void> {
  const { MIGRATION_DATABASE_URL, DATABASE_DIRECT_URL, DATABASE_URL } = readConfig();
  const url = MIGRATION_DATABASE_URL ?? DATABASE_DIRECT_URL ?? DATABASE_URL;
  if (url === undefined) throw new StartupProblem('Set DATABASE_URL: the embedded database needs no logins.');
  const client = await connect(url).catch((error: unknown) => {
    throw unreachable(error);
  });
  try {
    await client.query(['begin;', ...statements, 'commit;'].join('\n'));
  } finally {
    await client.end();
  }
}

function nameOf(text: string): string {
  if (text.length === 0 || Buffer.byteLength(text) > 63) throw new InvalidArgumentError('must have 1 to 63 bytes');
  return text;
}
