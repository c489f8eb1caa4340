import 'reflect-metadata';
import { unreachable } from './platform/database/connections/unreachable.js';
import { isDatabaseUnavailable } from './platform/database/sqlstate.js';
import { StartupProblem } from './platform/errors.js';
import { serve } from './serve.js';

const started = serve();
let stopSince: number | null = null;

/** One Ctrl-C arrives several times: the terminal sends it to the whole process group, and npm and our watch pass it on. */
const impatientAfter = 3000;

/** The first signal: drain and stop. A later Ctrl-C means a person will not wait; the embedded database is stopped then too. */
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // A closed terminal accepts no more output, and that is no reason to abort.
    if (signal === 'SIGHUP') for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    if (stopSince === null) {
      stopSince = Date.now();
      started
        .then((serving) => serving.stop())
        .then(() => process.exit(0))
        .catch(fail);
    } else if (signal === 'SIGINT' && Date.now() - stopSince > impatientAfter) process.exit(130);
  });
}

started.catch(fail);

function fail(error: unknown): never {
  // A problem the operator can fix is one sentence; anything else shows where it happened.
  const problem = !(error instanceof StartupProblem) && isDatabaseUnavailable(error) ? unreachable(error) : error;
  console.error(problem instanceof StartupProblem ? problem.message : problem);
  process.exit(1);
}
