import { Logger } from '@nestjs/common';
import type { Outbox } from './outbox.js';

const beatMilliseconds = 2_000;
const recoverMilliseconds = 10_000;
/** After a new connection: an outage of the database made every dispatcher look dead, and the others need the time to say that they are not. */
const graceMilliseconds = 12_000;

/** Shows the others that a dispatcher is alive, and takes over the emails of those that are not. */
export class DispatcherLease {
  private readonly log = new Logger('Mail');
  private beatAt = -Infinity;
  private recoveredAt = -Infinity;
  private connectedAt = -Infinity;

  constructor(
    private readonly outbox: Outbox,
    /** Of the dispatcher. */
    private readonly number: number,
  ) {}

  /** A new connection was made: the next word is due at once. */
  begin(): void {
    this.beatAt = -Infinity;
  }

  /** Called before each claim; does something only when it is due. @param inFlight the emails that the dispatcher knows it has */
  async keep(inFlight: string[]): Promise<void> {
    const now = performance.now();
    if (now - this.beatAt >= beatMilliseconds) {
      await this.outbox.beat(this.number);
      if (this.beatAt === -Infinity) {
        this.connectedAt = now;
        await this.outbox.takeBack(this.number, inFlight);
      }
      this.beatAt = now;
    }
    if (now - this.connectedAt >= graceMilliseconds && now - this.recoveredAt >= recoverMilliseconds) {
      this.recoveredAt = now;
      await this.recover(inFlight);
    }
  }

  private async recover(inFlight: string[]): Promise<void> {
    await this.outbox.takeBack(this.number, inFlight);
    const repeats = await this.outbox.recover();
    if (repeats > 0)
      this.log.warn(
        `${repeats} emails were in flight when a dispatcher died; they are sent again, marked as possible duplicates.`,
      );
  }
}
