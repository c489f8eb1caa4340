import type { Command } from 'commander';
import { StartupProblem } from '../platform/errors.js';
import { ExportLogService } from '../lists/export-log.service.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tell } from './tell.js';
import { withApp } from './with-app.js';

/** `export:trace`: finds the export a leaked row came from. */
export function registerExportTrace(program: Command): void {
  addCommand(program, 'export:trace', {
    description: 'find the export a row came from, by its export mark',
    examples: ['export:trace 7K2M9QXA'],
  })
    .argument('<mark>', 'as in the column export_mark')
    .action((mark: string, options: CommonOptions) =>
      withApp(async (app) => {
        const entry = await app.get(ExportLogService).trace(mark);
        if (!entry) throw new StartupProblem('No export has this mark.', 'export.mark_unknown');
        const { id, preset, petitionSlug, requestedBy, startedAt, decidedBy, reason } = entry;
        const lines = [
          `${preset} list of ${petitionSlug}, requested by ${requestedBy} at ${startedAt.toISOString()} (export ${id})`,
        ];
        if (reason !== null) lines.push(`Reason: ${reason}`);
        if (decidedBy !== null) lines.push(`Approved by ${decidedBy}`);
        tell(
          options,
          { id, preset, petition: petitionSlug, requestedBy, startedAt, reason, decidedBy },
          lines.join('\n'),
        );
      }),
    );
}
