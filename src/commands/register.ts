import type { Command } from 'commander';
import { registerAuditVerify } from './audit-verify.command.js';
import { registerBackup } from './backup.command.js';
import { registerCampaigns } from './campaign.commands.js';
import { registerDemo } from './demo.command.js';
import { registerDoctor } from './doctor.command.js';
import { registerExports } from './export.commands.js';
import { registerExportTrace } from './export-trace.command.js';
import { registerImports } from './imports.commands.js';
import { registerLedgerImport } from './ledger-import.command.js';
import { registerLedgerPositions } from './ledger-positions.command.js';
import { registerLocales } from './locales.commands.js';
import { registerDatabaseRoles } from './database-roles.command.js';
import { registerLogs } from './log.commands.js';
import { registerMigrate } from './migrate.command.js';
import { registerMinistriesImport } from './ministries-import.command.js';
import { registerRetention } from './retention.command.js';
import { registerRuns } from './runs.commands.js';
import { registerSignaturesImport } from './signatures-import.command.js';
import { registerStaff } from './staff.commands.js';
import { registerTokens } from './token.commands.js';
import { registerUpdates } from './updates.commands.js';
import { registerWitness } from './witness.command.js';

/** Every command, in the order of the help: one function each, using the same services as the pages. */
export function registerCommands(program: Command): void {
  registerStaff(program);
  registerTokens(program);
  registerExports(program);
  registerExportTrace(program);
  registerSignaturesImport(program);
  registerImports(program);
  registerLedgerImport(program);
  registerLedgerPositions(program);
  registerMinistriesImport(program);
  registerRuns(program);
  registerUpdates(program);
  registerCampaigns(program);
  registerDemo(program);
  registerRetention(program);
  registerAuditVerify(program);
  registerLogs(program);
  registerWitness(program);
  registerBackup(program);
  registerLocales(program);
  registerMigrate(program);
  registerDatabaseRoles(program);
  registerDoctor(program);
}
