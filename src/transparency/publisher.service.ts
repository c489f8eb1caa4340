import { Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { CheckpointCopies } from './checkpoint-copies.js';
import { LogKeys } from './log-keys.service.js';
import { lockLog, newestCheckpoint, publishCheckpoint, rootAt, stopLog, type LockedLog } from './sequencing.sql.js';
import { checkpointText, parseCheckpoint } from './tree/checkpoints.js';
import { signatureLine } from './tree/notes.js';

interface Head {
  size: number;
  root: Buffer;
  note: string | null;
}

/**
 * Signs tree heads and makes them public. A head is signed only when it is committed, and shown only when it is also kept outside the database; so
 * whatever is lost afterwards, no second head of the same size is ever signed without this being noticed.
 */
@Injectable()
export class CheckpointPublisher {
  private readonly log = new Logger('Count log');

  constructor(
    private readonly database: Database,
    private readonly keys: LogKeys,
    private readonly copies: CheckpointCopies,
    private readonly clock: Clock,
  ) {}

  /** Publishes the newest head of a log. @returns false when it was found that the database lost an earlier one; the log stops then */
  async publish(logId: string): Promise<boolean> {
    const { seed } = await this.keys.current();
    return this.database.session((client) => this.publishLocked(client, logId, seed));
  }

  private async publishLocked(client: pg.PoolClient, logId: string, seed: Buffer): Promise<boolean> {
    const { rows: logs } = await client.query<LockedLog>(lockLog, [logId, this.clock.now()]);
    const [log] = logs;
    if (!log) return true;
    if (!(await this.knowsCopy(client, log))) {
      await client.query(stopLog, [logId, this.clock.now()]);
      this.log.error(
        `The database is behind the last published checkpoint of ${log.origin}. Nothing is added until "log:restart".`,
      );
      return false;
    }
    const { rows: heads } = await client.query<Head>(newestCheckpoint, [logId]);
    const [head] = heads;
    if (!head || head.note !== null) return true;
    const text = checkpointText({ origin: log.origin, size: head.size, root: head.root });
    const note = `${text}\n${signatureLine(text, log.origin, seed)}\n`;
    await this.copies.write(logId, note);
    await client.query(publishCheckpoint, [logId, head.size, note, this.clock.now()]);
    return true;
  }

  private async knowsCopy(client: pg.PoolClient, log: LockedLog): Promise<boolean> {
    const copy = await this.copies.read(log.id);
    const checkpoint = copy === null ? null : parseCheckpoint(copy);
    if (!checkpoint) return true;
    const { rows } = await client.query<{ root: Buffer }>(rootAt, [log.id, checkpoint.size]);
    return rows[0]?.root.equals(checkpoint.root) ?? false;
  }
}
