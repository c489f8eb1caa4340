import { Logger as NestLogger } from '@nestjs/common';
import { Logger } from 'graphile-worker';

const nest = new NestLogger('Jobs');

/** Warnings and errors of graphile-worker in the program's own log; its chatter about every job is dropped. */
export const quietLogger = new Logger(() => (level, message) => {
  if (level === 'error') nest.error(message);
  else if (level === 'warning') nest.warn(message);
});
