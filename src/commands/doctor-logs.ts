import type { INestApplicationContext } from '@nestjs/common';
import { CountLogs } from '../transparency/count-logs.service.js';
import { LogKeys } from '../transparency/log-keys.service.js';
import type { Finding } from './finding.js';

/** Whether the public logs of petitions go on, and whether their key can be used. */
export async function aboutLogs(app: INestApplicationContext): Promise<Finding> {
  const stopped = await app.get(CountLogs).stopped();
  const keys = await app.get(LogKeys).list();
  const isReadable =
    keys.length === 0 ||
    (await app
      .get(LogKeys)
      .current()
      .then(
        () => true,
        () => false,
      ));
  const says = !isReadable
    ? 'their key cannot be opened with this SECRET_KEY'
    : stopped > 0
      ? `${stopped} cannot go on: the database lost what was published`
      : keys.length === 0
        ? 'not begun yet'
        : 'go on';
  return {
    check: 'count logs',
    well: isReadable && stopped === 0,
    says,
    remedy: isReadable
      ? 'Read "After a restore" in docs/count-log.md; "log:restart" is the way on.'
      : 'Set SECRET_KEY to the one the key was made with.',
  };
}
