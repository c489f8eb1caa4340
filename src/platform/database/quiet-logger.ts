import { Logger as NestLogger } from '@nestjs/common';
import { Logger } from 'graphile-worker';

const nest = new NestLogger('Jobs');

/** Warnings and errors of graphile-worker in the program's own log; its chatter about every job is dropped. */
export const quietLogger = new Logger(() => (level, message) => {
  const name = String(level);
  if (name === 'error') nest.error(message);
  else if (name === 'warning') nest.warn(message);
});
