import type { Command } from 'commander';
import { StartupProblem } from './platform/errors.js';
import { ExportLogService } from './petitions/exports/export-log.service.js';
import { withApp } from './with-app.js';

/** `export:trace`: which order a row came from that turned up where it should not be. */
export function registerExportTrace(program: Command): void {
  program
    .command('export:trace')
    .description('say which order a list came from, by the mark in its rows')
    .argument('<mark>', 'as it stands in the column export_mark')
    .action((mark: string) =>
      withApp(async (app) => {
        const entry = await app.get(ExportLogService).trace(mark);
        if (!entry) throw new StartupProblem('No export bears this mark.');
        const { id, preset, petitionSlug, requestedBy, startedAt, decidedBy, reason } = entry;
        console.log(`${preset} list of ${petitionSlug}, ordered by ${requestedBy} at ${startedAt.toISOString()} (export ${id})`);
        if (reason !== null) console.log(`Reason: ${reason}`);
        if (decidedBy !== null) console.log(`Let go by ${decidedBy}`);
      }),
    );
}
