import { Logger as NestLogger } from '@nestjs/common';
import { Logger } from 'graphile-worker';

const nest = new NestLogger('Jobs');

/** Warnings and errors of graphile-worker in our own log; its messages about every job are dropped. */
export const quietLogger = new Logger(() => (level, message) => {
  const name = String(level);
  if (name === 'error') nest.error(message);
  else if (name === 'warning') nest.warn(message);
});
