import { boot } from './boot.js';
import type { Serving } from './open.js';
import { readConfig } from './platform/config/config.js';
import { requireUsable } from './platform/texts/check.js';

/** Starts everything this process's role needs and prints where. */
export async function serve(): Promise<Serving> {
  const config = readConfig();
  // The application is loaded while the database and the mailbox start in separate processes; a failure of either is handled below, so that both are
  // stopped.
  const program = import('./open.js');
  program.catch(() => undefined);
  const surroundings = await boot(config);
  try {
    requireUsable();
    return await (await program).open(surroundings);
  } catch (error) {
    await surroundings.stop();
    throw error;
  }
}
