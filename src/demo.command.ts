import type { Command } from 'commander';
import { MinistriesDemo } from './letters/ministries-demo.service.js';
import { MinistryRefused } from './letters/ministries.errors.js';
import { MinistriesReference } from './letters/ministries.reference.js';
import { StartupProblem } from './platform/errors.js';
import { TreatiesReference } from './treaties/treaties.reference.js';
import { withApp } from './with-app.js';

/** `demo:load`: example addresses, so that letters can be tried out on the local mailbox. */
export function registerDemo(program: Command): void {
  program
    .command('demo:load')
    .description('give every ministry an example address that only the local mailbox takes')
    .action(() =>
      withApp(async (app) => {
        await app.get(TreatiesReference).load();
        await app.get(MinistriesReference).load();
        const n = await app
          .get(MinistriesDemo)
          .loadDemo('cli')
          .catch((error: unknown) => {
            throw error instanceof MinistryRefused ? new StartupProblem(error.message) : error;
          });
        console.log(`Example addresses loaded: ${n}`);
      }),
    );
}
