import type { RunCaps } from './runs.status.js';

/** A letter with its preferred time, and how many minutes later it may be sent. Times are milliseconds since 1970. */
export interface Wish {
  key: string;
  dueAt: number;
  /** The last time at which it may still be sent. */
  latestAt: number;
  /** Recipient system: the domain of its address; empty for paper. */
  domain: string;
  /** Email provider of that domain; empty for paper. */
  provider: string;
}

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Assigns each letter the earliest time at which every limit holds in every sliding window, the earlier due first; null to those without a slot in
 * their window. Deterministic: the order of the input does not matter.
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

/** Assigned times, in ascending order. */
class Stretch {
  private readonly moments: number[] = [];

  get size(): number {
    return this.moments.length;
  }

  add(at: number): void {
    this.moments.push(at);
  }

  /** The first time from `at` on at which fewer than `most` are within the window before it. */
  freeAt(at: number, most: number | null, length: number): number {
    if (most === null || this.moments.length < most) return at;
    // Once the newest `most` times are older than the window, there is a slot.
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

/** The earliest first; of two at the same time the one that was due earlier. */
const byMoment = (a: Entry, b: Entry): number =>
  a.at - b.at || a.wish.dueAt - b.wish.dueAt || (a.wish.key < b.wish.key ? -1 : 1);
