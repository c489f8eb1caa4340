/**
 * Stops sending while the mail server is unreachable: after five failures in a row it opens for five seconds, then lets one email through; each
 * further failure doubles the pause, up to five minutes. A success closes it.
 */
export class CircuitBreaker {
  private failures = 0;
  private openUntil = 0;

  /** How many more emails may be tried now, with `inFlight` of them in flight and `atMost` allowed at once. */
  allowance(now: Date, inFlight: number, atMost: number): number {
    if (this.failures < 5) return atMost - inFlight;
    return inFlight === 0 && now.getTime() >= this.openUntil ? 1 : 0;
  }

  succeeded(): void {
    this.failures = 0;
    this.openUntil = 0;
  }

  failed(now: Date): void {
    if (this.isOpen(now)) return;
    this.failures++;
    if (this.failures >= 5) this.openUntil = now.getTime() + Math.min(5_000 * 2 ** (this.failures - 5), 300_000);
  }

  isOpen(now: Date): boolean {
    return this.failures >= 5 && now.getTime() < this.openUntil;
  }
}
