import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { dayIn } from '../../platform/day.js';
import { EventStream } from '../../platform/http/event-stream.js';
import { currentWork } from '../../platform/tracing/current-work.js';
import { countMark } from './figures.sql.js';
import { HoursService, type HoursOfDay } from './hours.service.js';
import { TooManyWatchers } from './live.errors.js';
import { admissionMilliseconds, heartbeatMilliseconds, mostWatchers, restAfter } from './live.limits.js';

/** What a watcher wants to see. */
export interface Watch {
  petitionId: string;
  /** Whose day is shown */
  timeZone: string;
  /** How the numbers are sent; called once for all watchers of a petition */
  draw: (hours: HoursOfDay) => string;
  /** Whether the watcher may still see them */
  admitted: () => Promise<boolean>;
}

/** One for each petition that is watched, however many watch it. */
interface Reader {
  watchers: Map<EventStream, () => Promise<boolean>>;
  mark: string;
  latest: string | null;
  timer?: NodeJS.Timeout;
}

/** Live numbers of today: the counters of a watched petition are looked at every two seconds, less often when that is costly; its hours are read only when these have changed. */
@Injectable()
export class LiveFigures implements OnModuleDestroy {
  private readonly readers = new Map<string, Reader>();
  private admissions: NodeJS.Timeout | undefined;
  private heartbeats: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly hours: HoursService,
  ) {}

  /** @throws TooManyWatchers */
  watch(watch: Watch): EventStream {
    if (this.ended || this.watching >= mostWatchers) throw new TooManyWatchers();
    const stream = new EventStream();
    const reader = this.readers.get(watch.petitionId) ?? this.begin(watch);
    reader.watchers.set(stream, watch.admitted);
    if (reader.latest !== null) stream.send(reader.latest);
    stream.once('close', () => this.leave(watch.petitionId, stream));
    this.admissions ??= setInterval(() => void this.admitAgain(), admissionMilliseconds);
    this.heartbeats ??= setInterval(() => this.streams().forEach((one) => one.beat()), heartbeatMilliseconds);
    return stream;
  }

  /** How many watch, in this process. */
  get watching(): number {
    return this.streams().length;
  }

  /** How many petitions are read for them. */
  get reading(): number {
    return this.readers.size;
  }

  /** Before the server closes, which waits for every response. */
  onModuleDestroy(): void {
    this.ended = true;
    for (const stream of this.streams()) stream.finish();
    for (const { timer } of this.readers.values()) clearTimeout(timer);
    this.readers.clear();
    this.rest();
  }

  private begin(watch: Watch): Reader {
    const reader: Reader = { watchers: new Map(), mark: '', latest: null };
    this.readers.set(watch.petitionId, reader);
    void this.keepReading(watch, reader);
    return reader;
  }

  private async keepReading(watch: Watch, reader: Reader): Promise<void> {
    const begun = performance.now();
    // The lane of staff, and no part of the request that happened to come first. What fails now is tried again at the next look.
    await currentWork.run({ desk: true }, () => this.read(watch, reader)).catch(() => undefined);
    if (this.readers.get(watch.petitionId) !== reader) return;
    reader.timer = setTimeout(() => void this.keepReading(watch, reader), restAfter(performance.now() - begun));
  }

  private async read({ petitionId, timeZone, draw }: Watch, reader: Reader): Promise<void> {
    const day = dayIn(timeZone, this.clock.now());
    const [row] = await this.database.run<{ waiting: number; confirmed: number }>(countMark, [petitionId]);
    const mark = [day, row?.waiting, row?.confirmed].join();
    if (mark === reader.mark) return;
    const text = draw(await this.hours.of(petitionId, timeZone, day));
    reader.mark = mark;
    reader.latest = text;
    for (const stream of reader.watchers.keys()) stream.send(text);
  }

  /** Sessions end, and people lose a campaign, while a page is open. */
  private async admitAgain(): Promise<void> {
    const asked = [...this.readers.values()].flatMap(({ watchers }) => [...watchers]);
    await currentWork.run({ desk: true }, () =>
      Promise.all(
        asked.map(async ([stream, admitted]) => {
          // A database that does not respond says nothing about a session.
          if (!(await admitted().catch(() => true))) stream.finish();
        }),
      ),
    );
  }

  private leave(petitionId: string, stream: EventStream): void {
    const reader = this.readers.get(petitionId);
    reader?.watchers.delete(stream);
    if (reader?.watchers.size === 0) {
      clearTimeout(reader.timer);
      this.readers.delete(petitionId);
    }
    if (this.readers.size === 0) this.rest();
  }

  private rest(): void {
    clearInterval(this.admissions);
    clearInterval(this.heartbeats);
    this.admissions = this.heartbeats = undefined;
  }

  private streams(): EventStream[] {
    return [...this.readers.values()].flatMap(({ watchers }) => [...watchers.keys()]);
  }
}
