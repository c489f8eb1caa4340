import type { RunCaps } from './runs.status.js';

/** A letter that wants to leave at a moment, and may leave some minutes later. Times are milliseconds since 1970. */
export interface Wish {
  key: string;
  dueAt: number;
  /** The last moment at which it may still leave. */
  latestAt: number;
  /** What counts as one recipient system: the domain of its address; empty for paper. */
  domain: string;
  /** Who runs that domain's mail; empty for paper. */
  provider: string;
}

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Gives each letter the earliest moment at which every limit holds in every stretch of time, the earlier due first; null to those that find
 * none within their window. The same wishes always get the same moments, in whatever order they come.
 */
export function spread(wishes: readonly Wish[], caps: RunCaps): Map<string, number | null> {
  const { perHour, perDay, perDomainPerHour, perProviderPerHour = null, inAll } = caps;
  const given = new Map<string, number | null>();
  const all = new Stretch();
  const byDomain = new Stretches();
  const byProvider = new Stretches();
  const queue = new Queue(wishes.map((wish) => ({ wish, at: wish.dueAt })));
  for (let next = queue.take(); next; next = queue.take()) {
    const { wish, at } = next;
    if (at > wish.latestAt || (inAll !== null && all.size >= inAll)) {
      given.set(wish.key, null);
      continue;
    }
    const [domain, provider] = [byDomain.of(wish.domain), byProvider.of(wish.provider)];
    const free = Math.max(
      all.freeAt(at, perHour, hour),
      all.freeAt(at, perDay, day),
      wish.domain === '' ? at : domain.freeAt(at, perDomainPerHour, hour),
      wish.provider === '' ? at : provider.freeAt(at, perProviderPerHour, hour),
    );
    if (free > at) {
      queue.put({ wish, at: free });
      continue;
    }
    given.set(wish.key, at);
    all.add(at);
    domain.add(at);
    provider.add(at);
  }
  return given;
}

/** Moments that were given, in rising order. */
class Stretch {
  private readonly moments: number[] = [];

  get size(): number {
    return this.moments.length;
  }

  add(at: number): void {
    this.moments.push(at);
  }

  /** The first moment from `at` on at which fewer than `most` lie within the length before it. */
  freeAt(at: number, most: number | null, length: number): number {
    if (most === null || this.moments.length < most) return at;
    // With the newest `most` moments older than a length there is room.
    return Math.max(at, (this.moments[this.moments.length - most] ?? at) + length);
  }
}

/** One for each name. */
class Stretches {
  private readonly named = new Map<string, Stretch>();

  of(name: string): Stretch {
    const stretch = this.named.get(name) ?? new Stretch();
    this.named.set(name, stretch);
    return stretch;
  }
}

interface Entry {
  wish: Wish;
  at: number;
}

const before = (a: Entry, b: Entry): boolean =>
  a.at !== b.at ? a.at < b.at : a.wish.dueAt !== b.wish.dueAt ? a.wish.dueAt < b.wish.dueAt : a.wish.key < b.wish.key;

/** A binary heap: the earliest first. */
class Queue {
  private readonly heap: Entry[] = [];

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) this.put(entry);
  }

  put(entry: Entry): void {
    const { heap } = this;
    let at = heap.push(entry) - 1;
    for (let up = (at - 1) >> 1; at > 0 && before(entry, heap[up] as Entry); up = (at - 1) >> 1) {
      heap[at] = heap[up] as Entry;
      at = up;
    }
    heap[at] = entry;
  }

  take(): Entry | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(heap[down + 1] as Entry, heap[down] as Entry)) down++;
      if (!before(heap[down] as Entry, last)) break;
      heap[at] = heap[down] as Entry;
      at = down;
    }
    heap[at] = last;
    return first;
  }
}
