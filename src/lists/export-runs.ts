import { pipeline, Readable, type Duplex, type Writable } from 'node:stream';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { EventLog } from '../platform/events/event-log.js';
import { sqlstateOf } from '../platform/database/sqlstate.js';
import { TemporarilyUnavailable } from '../platform/errors.js';
import { startCopy, type RunningCopy } from './export-copy.js';
import { encryptedTo } from './export-encryption.js';
import { shapes } from './export-formats.js';
import { Tally } from './export-tally.js';
import { ReaderStalled } from './export.errors.js';
import type { ExportOrder } from './export.schema.js';
import { copyRows, noteProgress } from './export.sql.js';
import { markColumn, type ExportStatus } from './export.values.js';

/** A recorded export that is about to be generated. */
export interface ExportRecord {
  id: string;
  petitionId: string;
  actor: string;
  order: ExportOrder;
  /** Shown in every row, or null. */
  mark: string | null;
  encryptTo: string | null;
  /** Details for the audit log: ids and the filter, never a person. */
  details: {
    exportId: string;
    petition: string;
    preset: string;
    format: string;
    filter: Record<string, string | string[]>;
  };
}

interface Run {
  record: ExportRecord;
  copy: RunningCopy;
  tally: Tally;
  rows: number;
  finished: boolean;
  isFile: boolean;
}

class Stopping extends TemporarilyUnavailable {
  constructor() {
    super('The server is shutting down.');
  }
}

const tickMilliseconds = 1_000;
const ticksUntilStalled = 120;

/** Generates exports, streamed or into a file: one snapshot, constant memory, recorded progress, and a recorded end whatever happens. */
@Injectable()
export class ExportRuns implements BeforeApplicationShutdown {
  private readonly log = new Logger('Exports');
  private readonly runs = new Map<Run, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly events: EventLog,
  ) {}

  /** @returns a stream that ends only when every byte was produced and the export is recorded as finished; `settled` follows it */
  async stream(record: ExportRecord): Promise<{ stream: Readable; settled: Promise<void> }> {
    const run = await this.open(record, async (sha256) => {
      run.rows = await run.copy.rows();
      await this.finish(run, sha256, {});
    });
    return { stream: run.tally, settled: this.flow(run, []) };
  }

  /** Writes a file, which is safe when its last sink has finished. @returns false when it failed */
  async store(record: ExportRecord, sinks: () => Promise<(Duplex | Writable)[]>, expiresAt: Date): Promise<boolean> {
    let digest = '';
    const run = await this.open(record, async (sha256) => {
      run.rows = await run.copy.rows();
      digest = sha256;
    });
    run.isFile = true;
    const end = await sinks().catch((error: unknown) => this.settle(run, error as Error));
    if (!end) return false;
    await this.flow(run, end, () => this.finish(run, digest, { bytes: BigInt(run.tally.bytes), expiresAt }));
    return run.finished;
  }

  /** Aborts running exports, so that the process can stop: a file is queued again for another process, a stream has failed. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const { tally } of this.runs.keys()) tally.destroy(new Stopping());
    await Promise.all(this.runs.values());
  }

  private async open(record: ExportRecord, atEnd: (sha256: string) => Promise<void>): Promise<Run> {
    try {
      const { id, petitionId, order, mark } = record;
      const copy = await startCopy(this.database, id, petitionId, copyRows(petitionId, order, mark));
      return { record, copy, tally: new Tally(atEnd), rows: 0, finished: false, isFile: false };
    } catch (error) {
      await this.close(record, 'failed');
      throw error;
    }
  }

  private flow(run: Run, sinks: (Duplex | Writable)[], afterwards?: () => Promise<void>): Promise<void> {
    const { order, encryptTo, mark } = run.record;
    const { make } = shapes[order.format];
    const columns = mark === null ? order.columns : [...order.columns, markColumn];
    const made = make ? Readable.from(make(run.copy.source, columns), { objectMode: false }) : run.copy.source;
    const cipher = encryptTo === null ? [] : [encryptedTo(encryptTo)];
    const ticking = this.watch(run);
    const settled = new Promise<void>((resolve) => {
      pipeline([made, ...cipher, run.tally, ...sinks], (error) => {
        clearInterval(ticking);
        const ended = error || !afterwards ? Promise.resolve() : afterwards();
        void ended
          .then(
            () => this.settle(run, error ?? null),
            (late: unknown) => this.settle(run, late as Error),
          )
          .finally(resolve);
      });
    });
    this.runs.set(run, settled);
    return settled;
  }

  /** Once a second: records the progress, and aborts when the reader has read nothing for two minutes. */
  private watch(run: Run): NodeJS.Timeout {
    let bytes = 0;
    let still = 0;
    return setInterval(() => {
      still = run.tally.bytes === bytes && run.tally.readableLength > 0 ? still + 1 : 0;
      bytes = run.tally.bytes;
      if (still >= ticksUntilStalled) run.tally.destroy(new ReaderStalled());
      // Progress is only for display: when the database is busy, the next second will do.
      else this.database.run(noteProgress, [run.record.id, run.copy.pid]).catch(() => undefined);
    }, tickMilliseconds).unref();
  }

  private async finish(run: Run, sha256: string, file: { bytes?: bigint; expiresAt?: Date }): Promise<void> {
    const { id, actor, details } = run.record;
    await this.database.transaction(async (tx) => {
      const data = {
        status: 'finished' satisfies ExportStatus,
        rowsDone: run.rows,
        rowsExpected: run.rows,
        sha256,
        finishedAt: this.clock.now(),
        ...file,
      };
      await tx.export.update({ where: { id }, data });
      const { exportId, petition, preset, format } = details;
      const told = { exportId, petition, preset, format, rows: run.rows };
      await this.events.append(tx, { type: 'export.finished', subjectKind: 'export', subjectId: id, data: told });
      await this.audit.record(tx, {
        actor,
        action: 'export.finished',
        details: { ...details, rows: run.rows, sha256 },
      });
    });
    run.finished = true;
  }

  private async settle(run: Run, error: Error | null): Promise<void> {
    const { id } = run.record;
    try {
      run.copy.source.destroy();
      await run.copy.release();
      if (run.finished) return;
      if (error instanceof Stopping && run.isFile) return await this.requeue(id);
      const status = error && isReadersFault(error) ? 'aborted' : 'failed';
      // Never the message: a driver's may quote a value.
      if (status === 'failed')
        this.log.error(`Export ${id} aborted: ${sqlstateOf(error) ?? error?.name ?? 'no reason given'}.`);
      await this.close(run.record, status);
    } catch {
      // The database is unavailable; the row is ended as abandoned later.
      this.log.error(`Export ${id} ended, but this could not be recorded.`);
    } finally {
      this.runs.delete(run);
    }
  }

  private async requeue(id: string): Promise<void> {
    const data = { status: 'queued' satisfies ExportStatus, rowsDone: 0, snapshotAt: null };
    await this.database.prisma.export.updateMany({ where: { id, status: 'running' }, data });
  }

  private async close({ id, actor, details }: ExportRecord, status: 'aborted' | 'failed'): Promise<void> {
    await this.database.transaction(async (tx: Tx) => {
      await tx.export.update({ where: { id }, data: { status, finishedAt: this.clock.now() } });
      await this.audit.record(tx, { actor, action: `export.${status}`, details });
    });
  }
}

/** The reader disconnected (nobody destroyed the stream with a reason), or did not read. */
const isReadersFault = (error: Error): boolean =>
  error instanceof ReaderStalled || (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
