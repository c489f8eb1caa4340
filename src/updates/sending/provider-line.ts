/** Milliseconds after which an answer is slow: the provider gets one email at a time until it is quick again. */
const slowAfter = 5_000;

interface Provider<Item> {
  ready: Item[];
  /** When each email in hand began, in milliseconds of a clock that only runs forwards */
  begun: Set<{ at: number }>;
  /** How many emails it gets at once */
  limit: number;
}

/**
 * Decides which claimed email goes next, so that a provider that is slow or refuses never holds up the others: it gets fewer at once, and what is stuck there does
 * not count as in hand. Pure; the caller tells the time.
 */
export class ProviderLine<Item> {
  private readonly providers = new Map<string, Provider<Item>>();
  private turn: string[] = [];

  /** @param most emails at once, without those that are stuck; as many again may be stuck */
  constructor(private readonly most: number) {}

  /** Claimed and not handed over. */
  get waiting(): number {
    return [...this.providers.values()].reduce((sum, { ready }) => sum + ready.length, 0);
  }

  /** How many more emails of a provider may be claimed. */
  roomFor(name: string, now: number): number {
    const { ready, begun } = this.of(name);
    if (this.isStuck(name, now)) return 0;
    return Math.max(0, 8 * this.limitOf(name, now) - ready.length - begun.size);
  }

  add(name: string, item: Item): void {
    this.of(name).ready.push(item);
  }

  /** Takes those out of the line that wait behind what is stuck: they would keep others from being claimed. */
  behindStuck(now: number): Item[] {
    return [...this.providers].flatMap(([name, { ready }]) => (this.isStuck(name, now) ? ready.splice(0) : []));
  }

  /** Takes those that wait out of the line. */
  take(which: (item: Item) => boolean): Item[] {
    const taken: Item[] = [];
    for (const provider of this.providers.values()) {
      const left: Item[] = [];
      for (const item of provider.ready) (which(item) ? taken : left).push(item);
      provider.ready = left;
    }
    return taken;
  }

  /** The next email that may be handed over, or undefined; `done` ends it. Providers take turns. @param may whether this one is ready to go */
  next(
    now: number,
    may: (item: Item) => boolean = () => true,
  ): { item: Item; done: (now: number, went: boolean) => void } | undefined {
    const all = [...this.providers.values()];
    const inHand = all.reduce((sum, { begun }) => sum + begun.size, 0);
    const stuck = all.reduce((sum, provider) => sum + stuckIn(provider, now), 0);
    if (inHand - stuck >= this.most || inHand >= 2 * this.most) return undefined;
    for (const name of [...this.turn]) {
      const provider = this.of(name);
      if (provider.begun.size >= this.limitOf(name, now)) continue;
      const place = provider.ready.findIndex(may);
      if (place < 0) continue;
      const [item] = provider.ready.splice(place, 1) as [Item];
      this.turn = [...this.turn.filter((one) => one !== name), name];
      const email = { at: now };
      provider.begun.add(email);
      return { item, done: (end, went) => this.end(provider, email, end, went) };
    }
    return undefined;
  }

  private end(provider: Provider<Item>, email: { at: number }, now: number, went: boolean): void {
    provider.begun.delete(email);
    if (went && now - email.at < slowAfter) provider.limit = Math.min(this.mostEach, provider.limit + 1);
    else provider.limit = Math.max(1, Math.floor(provider.limit / 2));
  }

  /** Two are left for others, whatever a provider does. */
  private get mostEach(): number {
    return Math.max(1, this.most - 2);
  }

  private limitOf(name: string, now: number): number {
    const provider = this.of(name);
    return stuckIn(provider, now) > 0 ? 1 : provider.limit;
  }

  /** Whether nothing more of a provider may be handed over before what is stuck has ended. */
  private isStuck(name: string, now: number): boolean {
    const provider = this.of(name);
    return stuckIn(provider, now) > 0 && provider.begun.size >= this.limitOf(name, now);
  }

  private of(name: string): Provider<Item> {
    let provider = this.providers.get(name);
    if (!provider) {
      provider = { ready: [], begun: new Set(), limit: this.mostEach };
      this.providers.set(name, provider);
      this.turn.push(name);
    }
    return provider;
  }
}

const stuckIn = ({ begun }: Provider<unknown>, now: number): number =>
  [...begun].filter(({ at }) => now - at >= slowAfter).length;
