import type { Command } from 'commander';
import { RetentionService } from './petitions/retention.service.js';
import { withApp } from './with-app.js';

/** `retention`: what is kept too long, counted; and forgotten when the operator says so. The worker does it every night by itself. */
export function registerRetention(program: Command): void {
  program
    .command('retention')
    .description('count what the rules of retention say is kept too long; changes nothing without --apply')
    .option('--apply', 'forget it now')
    .action(({ apply }: { apply?: true }) =>
      withApp(async (app) => {
        const retention = app.get(RetentionService);
        for (const { rule, rows } of apply ? await retention.apply('cli') : await retention.preview())
          console.log(`${rule.key.padEnd(24)} ${String(rows).padStart(8)}  older than ${rule.days} days: ${rule.deed}`);
        console.log(apply ? 'Done.' : 'Nothing was changed. Say --apply to do it.');
      }),
    );
}
