import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { ApiTokensService } from './access/api-tokens.service.js';
import { roleNames, type Role } from './access/roles.js';
import { scopes } from './access/scopes.js';
import { StaffChangesService } from './access/staff-changes.service.js';
import { StaffService } from './access/staff.service.js';
import { registerAuditVerify } from './audit-verify.command.js';
import { boot } from './boot.js';
import { examine } from './doctor.js';
import { registerBackup } from './backup.command.js';
import { registerDemo } from './demo.command.js';
import { registerExportTrace } from './export-trace.command.js';
import { registerLedgerImport } from './ledger-import.command.js';
import { registerMinistriesImport } from './ministries-import.command.js';
import { StartupProblem } from './platform/errors.js';
import { readConfig } from './platform/config/config.js';
import { validate } from './platform/http/validation.js';
import { ExportService } from './petitions/exports/export.service.js';
import { exportQuery } from './petitions/exports/export.schema.js';
import { presetNames } from './petitions/exports/export.status.js';
import { registerRetention } from './retention.command.js';
import { registerSignaturesImport } from './signatures-import.command.js';
import { withApp } from './with-app.js';

const collect = (value: string, earlier: string[]): string[] => [...earlier, ...value.split(',')];

/** One function per command, over the same services as the pages. */
export function registerCommands(program: Command): void {
  program
    .command('staff:invite')
    .description('make an account, mail its one-time link and print it')
    .requiredOption('--email <address>', 'address of the colleague')
    .option('--role <role>', `one of ${roleNames.join(', ')}`, 'viewer')
    .action((options: { email: string; role: string }) =>
      withApp(async (app) => {
        if (!roleNames.includes(options.role as Role))
          throw new StartupProblem(`Unknown role "${options.role}". Roles are ${roleNames.join(', ')}.`);
        console.log(await app.get(StaffService).invite({ email: options.email, role: options.role }, 'cli'));
      }),
    );
  program
    .command('staff:reset-second-factor')
    .description('remove codes, recovery codes and passkeys of an account whose owner lost them; the password stays')
    .requiredOption('--email <address>', 'address of the account')
    .action(({ email }: { email: string }) =>
      withApp(async (app) => {
        await app.get(StaffChangesService).resetSecondFactorOf(email, 'cli');
        console.log('Done. All sessions of the account have ended.');
      }),
    );
  program
    .command('token:create')
    .description('make an API token and print it once')
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--scope <scope>', `one of ${scopes.join(', ')}; may be repeated`, collect, [])
    .action((options: { name: string; scope: string[] }) =>
      withApp(async (app) => {
        const { secret } = await app.get(ApiTokensService).create(options.name, options.scope, 'cli');
        console.log(secret);
      }),
    );
  program
    .command('export')
    .description('write a supporter list to a file; the same as on the staff pages, and in the audit log like those')
    .requiredOption('--petition <slug>', 'which petition')
    .requiredOption('--out <file>', 'file to write; must not exist yet')
    .option('--preset <name>', `what it is for: ${presetNames.join(', ')}`, 'full')
    .option('--recipient <key>', 'whom a delivery or partner list is for, such as DE')
    .option('--columns <names>', 'some of the columns, separated by commas')
    .option('--format <format>', 'csv, ndjson or xlsx', 'csv')
    .option('--status <status>', 'confirmed, pending, all or shadowed', 'confirmed')
    .option('--country <codes>', 'country codes separated by commas')
    .option('--since <day>', 'signed on this day or later')
    .option('--consent <purpose>', 'only people who agreed to this')
    .action(({ petition, out, ...query }: { petition: string; out: string } & Record<string, string>) =>
      withApp(async (app) => {
        const order = await validate(exportQuery, query);
        // Checked before anything is recorded; the file is made for the owner's eyes only.
        const file = createWriteStream(out, { flags: 'wx', mode: 0o600 });
        await once(file, 'open');
        const { stream } = await app.get(ExportService).start({ petitionSlug: petition, order, actor: 'cli' });
        await pipeline(stream, file);
        console.log(`Written: ${out}`);
      }),
    );
  registerExportTrace(program);
  registerLedgerImport(program);
  registerSignaturesImport(program);
  registerMinistriesImport(program);
  registerDemo(program);
  registerRetention(program);
  registerAuditVerify(program);
  registerBackup(program);
  program
    .command('migrate')
    .description('bring the database to the newest version and stop')
    .action(async () => {
      const surroundings = await boot(readConfig(), { beside: true });
      const { migrated } = surroundings;
      console.log(migrated.length === 0 ? 'The database is up to date.' : `Applied: ${migrated.join(', ')}`);
      await surroundings.stop();
    });
  program
    .command('doctor')
    .description('check settings, database, mail server and clock, and say what to do')
    .action(() => withApp(async (app, surroundings) => examine(app, surroundings.runtime)));
}
