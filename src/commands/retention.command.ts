import type { Command } from 'commander';
import { RetentionService } from '../privacy/retention.service.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tell } from './tell.js';
import { withApp } from './with-app.js';

/** `retention`: counts data past its retention period, and deletes it on command. The worker does it automatically every night. */
export function registerRetention(program: Command): void {
  addCommand(program, 'retention', {
    description: 'show data past its retention period; changes nothing without --apply',
    examples: ['retention', 'retention --apply'],
  })
    .option('--apply', 'delete it now')
    .action((options: CommonOptions & { apply?: true }) =>
      withApp(async (app) => {
        const retention = app.get(RetentionService);
        const counts = options.apply ? await retention.apply('cli') : await retention.preview();
        const rules = counts.map(({ rule, rows }) => ({ key: rule.key, days: rule.days, action: rule.action, rows }));
        const lines = rules.map(
          ({ key, rows, days, action }) =>
            `${key.padEnd(24)} ${String(rows).padStart(8)}  older than ${days} days: ${action}`,
        );
        lines.push(options.apply ? 'Done.' : 'Nothing was changed. Add --apply to delete it.');
        tell(options, { applied: options.apply === true, rules }, lines.join('\n'));
      }),
    );
}
