import { signBy } from './visitor.js';

/** Sign-ups by many visitors at once, each followed by the next, until stopped. Says which were accepted. */
export class Load {
  /** Addresses whose sign-up was answered 202. */
  readonly accepted: string[] = [];
  /** Every other answer: a status, or `broken` when there was none. */
  readonly others: (number | 'broken')[] = [];
  private running = true;
  private readonly visitors: Promise<void>[];
  private n = 0;

  constructor(
    private readonly url: () => string,
    private readonly prefix: string,
    visitors = 16,
  ) {
    this.visitors = Array.from({ length: visitors }, () => this.visit());
  }

  async stop(): Promise<void> {
    this.running = false;
    await Promise.all(this.visitors);
  }

  private async visit(): Promise<void> {
    while (this.running) {
      const email = `${this.prefix}.${this.n++}@example.org`;
      try {
        const response = await signBy(this.url(), email);
        await response.arrayBuffer();
        if (response.status === 202) this.accepted.push(email);
        else this.others.push(response.status);
      } catch {
        this.others.push('broken');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}
