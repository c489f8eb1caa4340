import 'reflect-metadata';
import { StartupProblem } from './platform/errors.js';
import { serve } from './serve.js';

const started = serve();
let stopping = false;

/** First signal: drain and stop. Second: the person means it. */
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(130);
    stopping = true;
    started
      .then((serving) => serving.stop())
      .then(() => process.exit(0))
      .catch(fail);
  });
}

started.catch(fail);

function fail(error: unknown): never {
  // A problem the operator can mend is one sentence; anything else shows where it happened.
  console.error(error instanceof StartupProblem ? error.message : error);
  process.exit(1);
}
