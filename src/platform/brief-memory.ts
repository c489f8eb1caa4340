/**
 * Keeps what was read for a moment, by key: the hot path asks for it with every request. Requests that arrive while it is being read share that reading,
 * so that a rush reads once. Failures are not kept.
 */
export class BriefMemory<Value> {
  private readonly kept = new Map<string, { value: Promise<Value>; until: number }>();

  /** @param most keys that are kept at once; with one more all are forgotten */
  constructor(
    private readonly milliseconds: number,
    private readonly most = 1_000,
  ) {}

  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const known = this.kept.get(key);
    if (known && known.until > Date.now()) return known.value;
    if (this.kept.size >= this.most) this.kept.clear();
    const entry = { value: read(), until: Infinity };
    this.kept.set(key, entry);
    entry.value.then(
      () => (entry.until = Date.now() + this.milliseconds),
      () => (entry.until = 0),
    );
    return entry.value;
  }

  /** What is being read now is not kept either: it may be from before the change. */
  forget(key: string): void {
    this.kept.delete(key);
  }
}
