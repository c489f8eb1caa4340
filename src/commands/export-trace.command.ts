import type { Command } from 'commander';
import { StartupProblem } from '../platform/errors.js';
import { ExportLogService } from '../lists/export-log.service.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tell } from './tell.js';
import { withApp } from './with-app.js';

/** `export:trace`: which order a row came from that turned up where it should not be. */
export function registerExportTrace(program: Command): void {
  addCommand(program, 'export:trace', {
    description: 'say which order a list came from, by the mark in its rows',
    examples: ['export:trace 7K2M9QXA'],
  })
    .argument('<mark>', 'as it stands in the column export_mark')
    .action((mark: string, options: CommonOptions) =>
      withApp(async (app) => {
        const entry = await app.get(ExportLogService).trace(mark);
        if (!entry) throw new StartupProblem('No export bears this mark.', 'export.mark_unknown');
        const { id, preset, petitionSlug, requestedBy, startedAt, decidedBy, reason } = entry;
        const lines = [
          `${preset} list of ${petitionSlug}, ordered by ${requestedBy} at ${startedAt.toISOString()} (export ${id})`,
        ];
        if (reason !== null) lines.push(`Reason: ${reason}`);
        if (decidedBy !== null) lines.push(`Let go by ${decidedBy}`);
        tell(
          options,
          { id, preset, petition: petitionSlug, requestedBy, startedAt, reason, decidedBy },
          lines.join('\n'),
        );
      }),
    );
}
