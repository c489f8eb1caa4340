import { TemporarilyUnavailable } from './errors.js';

export interface BatchOptions<Item, Result> {
  /** Writes the items together and answers one result per item, in order; `undefined` puts the item into the next batch. */
  run: (items: readonly Item[]) => Promise<readonly (Result | undefined)[]>;
  /** Items with the same key never share a batch. */
  keyOf: (item: Item) => string;
  maxItems: number;
  /** Items waiting beyond this number are refused, so that a flood costs memory for no longer than it is useful. */
  maxWaiting: number;
  /** Batches under way at once. */
  concurrency: number;
  /** While a batch is in flight, another starts only once this many items are queued: few large batches cost less than many small ones. */
  worthAnother?: number;
  /** True for an error caused by the content of one item: the batch is then run item by item, so that only that item fails. */
  isItemsFault: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  item: Item;
  turns: number;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

const maxTurns = 5;

/**
 * Group commit: whatever arrives while a batch is being written is collected and written by the next one.
 * There is no timer; an idle batcher writes a single item at once.
 */
export class Batcher<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private running = 0;
  private idle: (() => void)[] = [];

  constructor(private readonly options: BatchOptions<Item, Result>) {}

  /** @throws TemporarilyUnavailable when too many items wait; whatever `run` throws for this item's batch */
  add(item: Item): Promise<Result> {
    if (this.waiting.length >= this.options.maxWaiting) return Promise.reject(new TemporarilyUnavailable());
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, turns: 0, resolve, reject });
      // Requests parsed in the same turn of the event loop share the first batch.
      if (this.running < this.options.concurrency) setImmediate(() => this.startNext());
    });
  }

  get size(): number {
    return this.waiting.length;
  }

  /** Resolves once nothing waits and nothing runs. */
  async drain(): Promise<void> {
    if (this.running === 0 && this.waiting.length === 0) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private startNext(): void {
    if (this.running >= this.options.concurrency) return;
    if (this.running > 0 && this.waiting.length < (this.options.worthAnother ?? 1)) return;
    const batch = this.take();
    if (batch.length === 0) {
      if (this.running === 0) for (const resolve of this.idle.splice(0)) resolve();
      return;
    }
    this.running++;
    void this.write(batch);
  }

  private take(): Waiting<Item, Result>[] {
    const keys = new Set<string>();
    const batch: Waiting<Item, Result>[] = [];
    const left: Waiting<Item, Result>[] = [];
    for (const entry of this.waiting) {
      const key = this.options.keyOf(entry.item);
      if (batch.length >= this.options.maxItems || keys.has(key)) left.push(entry);
      else {
        keys.add(key);
        batch.push(entry);
      }
    }
    this.waiting = left;
    return batch;
  }

  private async write(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.options.run(batch.map((entry) => entry.item));
      // The next batch starts before this one's results are delivered: the database works while we write to sockets.
      this.finished();
      batch.forEach((entry, index) => this.settle(entry, results[index]));
    } catch (error) {
      if (batch.length > 1 && this.options.isItemsFault(error)) await this.writeOneByOne(batch);
      else for (const entry of batch) entry.reject(error);
      this.finished();
    }
  }

  /** One item spoilt the batch; run them one by one. */
  private async writeOneByOne(batch: Waiting<Item, Result>[]): Promise<void> {
    for (const entry of batch) {
      try {
        this.settle(entry, (await this.options.run([entry.item]))[0]);
      } catch (error) {
        entry.reject(error);
      }
    }
  }

  private finished(): void {
    this.running--;
    this.startNext();
  }

  private settle(entry: Waiting<Item, Result>, result: Result | undefined): void {
    if (result !== undefined) entry.resolve(result);
    else if (++entry.turns < maxTurns) {
      this.waiting.push(entry);
      setImmediate(() => this.startNext());
    } else entry.reject(new TemporarilyUnavailable());
  }
}
