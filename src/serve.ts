import { boot } from './boot.js';
import type { Serving } from './open.js';
import { readConfig } from './platform/config/config.js';

/** Starts everything this process's role asks for and says where. */
export async function serve(): Promise<Serving> {
  const config = readConfig();
  // The program is loaded while the database and the mailbox start in processes of their own; a failure of either is met below, so that both are stopped.
  const program = import('./open.js');
  program.catch(() => undefined);
  const surroundings = await boot(config);
  try {
    return await (await program).open(surroundings);
  } catch (error) {
    await surroundings.stop();
    throw error;
  }
}
