import { pipeline, Readable } from 'node:stream';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { newId } from '../platform/ids.js';
import { AuditLog } from '../access/audit.service.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { sqlstateOf } from '../platform/database/sqlstate.js';
import { TemporarilyUnavailable } from '../platform/errors.js';
import { startCopy, type RunningCopy } from './export-copy.js';
import { shapes } from './export-formats.js';
import { Tally } from './export-tally.js';
import { ReaderStalled, TooLargeForWorkbook, TooManyExports } from './export.errors.js';
import { copySupporters, countSupporters, noteProgress } from './export.sql.js';
import { maxWorkbookRows, type ExportFormat, type ExportStatus } from './export.status.js';
import { PetitionsService } from './petitions.service.js';
import { filterOnRecord, type SupporterFilter } from './supporter-filter.schema.js';

export interface ExportRequest {
  petitionSlug: string;
  format: ExportFormat;
  filter: SupporterFilter;
  /** Who asks, as the audit log names them. */
  actor: string;
}

/** A file on its way. The stream ends only when every byte was made; when anything goes wrong it breaks off. */
export interface ExportFile {
  id: string;
  headers: Record<string, string>;
  stream: Readable;
}

interface Run {
  id: string;
  actor: string;
  copy: RunningCopy;
  tally: Tally;
  details: { exportId: string; petition: string; format: ExportFormat; filter: ReturnType<typeof filterOnRecord> };
  finished: boolean;
}

/** Per process; each export holds one of the pool's connections. */
const maxRunning = 3;
const tickMilliseconds = 1_000;
const ticksUntilStalled = 120;

/** Exports of supporters: one snapshot, constant memory, on record before the first byte leaves and after the last. */
@Injectable()
export class ExportService implements BeforeApplicationShutdown {
  private readonly log = new Logger('Exports');
  private readonly runs = new Map<Run, Promise<void>>();
  private taken = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly audit: AuditLog,
  ) {}

  /** @throws PetitionNotFound, TooManyExports, TooLargeForWorkbook */
  async start({ petitionSlug, format, filter, actor }: ExportRequest): Promise<ExportFile> {
    const { id: petitionId } = await this.petitions.getTerms(petitionSlug);
    if (this.taken >= maxRunning) throw new TooManyExports(maxRunning);
    this.taken++;
    try {
      const rowsExpected = await this.expectedRows(petitionId, filter);
      if (format === 'xlsx' && rowsExpected > maxWorkbookRows) throw new TooLargeForWorkbook();
      const startedAt = this.clock.now();
      const id = newId();
      const details = { exportId: id, petition: petitionSlug, format, filter: filterOnRecord(filter) };
      await this.database.transaction(async (tx) => {
        const row = { id, petitionId, requestedBy: actor, format, filter: details.filter, rowsExpected, startedAt };
        await tx.export.create({ data: { ...row, status: 'running' satisfies ExportStatus } });
        await this.audit.record(tx, { actor, action: 'export.started', details: { ...details, rowsExpected } });
      });
      const stream = await this.run(id, actor, details, copySupporters(format, petitionId, filter));
      const name = `${petitionSlug}-supporters-${filter.status}-${utcDay(startedAt)}.${shapes[format].extension}`;
      return { id, headers: headersFor(shapes[format].contentType, name), stream };
    } catch (error) {
      this.taken--;
      throw error;
    }
  }

  /** Breaks off what still runs, so that the process can stop; each is written down as failed. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const { tally } of this.runs.keys()) tally.destroy(new TemporarilyUnavailable('The server is stopping.'));
    await Promise.all(this.runs.values());
  }

  private async expectedRows(petitionId: string, filter: SupporterFilter): Promise<number> {
    const { rows } = await this.database.pool.query<{ n: number }>(countSupporters(petitionId, filter));
    return rows[0]?.n ?? 0;
  }

  private async run(id: string, actor: string, details: Run['details'], statement: string): Promise<Readable> {
    let copy: RunningCopy;
    try {
      copy = await startCopy(this.database, id, statement);
    } catch (error) {
      await this.close({ id, actor, details }, 'failed');
      throw error;
    }
    const { make } = shapes[details.format];
    const run: Run = { id, actor, copy, details, finished: false, tally: new Tally((sha256) => this.finish(run, sha256)) };
    const ticking = this.watch(run);
    const settled = new Promise<void>((resolve) => {
      pipeline(make ? Readable.from(make(copy.source), { objectMode: false }) : copy.source, run.tally, (error) => {
        clearInterval(ticking);
        void this.settle(run, error ?? null).finally(resolve);
      });
    });
    this.runs.set(run, settled);
    return run.tally;
  }

  /** Once a second: notes the progress, and breaks off when the reader has taken nothing for two minutes. */
  private watch(run: Run): NodeJS.Timeout {
    let bytes = 0;
    let still = 0;
    return setInterval(() => {
      still = run.tally.bytes === bytes && run.tally.readableLength > 0 ? still + 1 : 0;
      bytes = run.tally.bytes;
      if (still >= ticksUntilStalled) run.tally.destroy(new ReaderStalled());
      // Progress is only for display: when the database is busy, the next second will tell.
      else this.database.run(noteProgress, [run.id, run.copy.pid]).catch(() => undefined);
    }, tickMilliseconds).unref();
  }

  private async finish(run: Run, sha256: string): Promise<void> {
    const rows = await run.copy.rows();
    await this.database.transaction(async (tx) => {
      const status: ExportStatus = 'finished';
      await tx.export.update({ where: { id: run.id }, data: { status, rowsDone: rows, sha256, finishedAt: this.clock.now() } });
      await this.audit.record(tx, { actor: run.actor, action: 'export.finished', details: { ...run.details, rows, sha256 } });
    });
    run.finished = true;
  }

  private async settle(run: Run, error: Error | null): Promise<void> {
    try {
      run.copy.source.destroy();
      await run.copy.release();
      if (run.finished) return;
      const status = error && isReadersFault(error) ? 'aborted' : 'failed';
      // Never the message: a driver's may quote a value.
      if (status === 'failed') this.log.error(`Export ${run.id} broke off: ${sqlstateOf(error) ?? error?.name ?? 'no reason given'}.`);
      await this.close(run, status);
    } catch {
      // The database is gone; the row is ended as abandoned later.
      this.log.error(`Export ${run.id} ended, and that could not be written down.`);
    } finally {
      this.taken--;
      this.runs.delete(run);
    }
  }

  private async close({ id, actor, details }: Pick<Run, 'id' | 'actor' | 'details'>, status: 'aborted' | 'failed'): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.export.update({ where: { id }, data: { status, finishedAt: this.clock.now() } });
      await this.audit.record(tx, { actor, action: `export.${status}`, details });
    });
  }
}

/** The reader went away (nobody destroyed the stream with a reason), or did not read. */
const isReadersFault = (error: Error): boolean =>
  error instanceof ReaderStalled || (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';

const headersFor = (contentType: string, filename: string): Record<string, string> => ({
  'content-type': contentType,
  'content-disposition': `attachment; filename="${filename}"`,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
});
