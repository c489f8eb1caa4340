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
  const queue = wishes.map((wish) => ({ wish, at: wish.dueAt })).sort(byMoment);
  for (let next = queue.shift(); next; next = queue.shift()) {
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
      // A run has some 200 letters, so sorting the rest again each time is quick enough.
      queue.push({ wish, at: free });
      queue.sort(byMoment);
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

/** The earliest first; of two at the same moment the one that was due earlier. */
const byMoment = (a: Entry, b: Entry): number =>
  a.at - b.at || a.wish.dueAt - b.wish.dueAt || (a.wish.key < b.wish.key ? -1 : 1);
