import { Logger } from '@nestjs/common';

const beatMilliseconds = 2_000;
const recoverMilliseconds = 10_000;
/** After a new connection: an outage of the database made every dispatcher look dead, and the others need the time to say that they are not. */
const graceMilliseconds = 12_000;

/** Emails that dispatchers hold, as the table knows them. */
export interface HeldMails {
  /** Records that a dispatcher is alive. */
  beat(dispatcher: number): Promise<void>;
  /** Returns, untried, what the table says a dispatcher holds and the dispatcher does not know of. */
  takeBack(dispatcher: number, inFlight: string[]): Promise<void>;
  /** Decides about what dead dispatchers held. @returns how many that were */
  recover(): Promise<number>;
}

/** Shows the others that a dispatcher is alive, and takes over the emails of those that are not. */
export class DispatcherLease {
  private readonly log = new Logger('Mail');
  private beatAt = -Infinity;
  private recoveredAt = -Infinity;
  private connectedAt = -Infinity;

  constructor(
    private readonly mails: HeldMails,
    /** Of the dispatcher. */
    private readonly number: number,
    /** What becomes of the emails of a dead dispatcher, for the log. */
    private readonly fate: string,
  ) {}

  /** A new connection was made: the next word is due at once. */
  begin(): void {
    this.beatAt = -Infinity;
  }

  /** Called before each claim; does something only when it is due. @param inFlight the emails that the dispatcher knows it has */
  async keep(inFlight: string[]): Promise<void> {
    const now = performance.now();
    if (now - this.beatAt >= beatMilliseconds) {
      await this.mails.beat(this.number);
      if (this.beatAt === -Infinity) {
        this.connectedAt = now;
        await this.mails.takeBack(this.number, inFlight);
      }
      this.beatAt = now;
    }
    if (now - this.connectedAt >= graceMilliseconds && now - this.recoveredAt >= recoverMilliseconds) {
      this.recoveredAt = now;
      await this.recover(inFlight);
    }
  }

  private async recover(inFlight: string[]): Promise<void> {
    await this.mails.takeBack(this.number, inFlight);
    const found = await this.mails.recover();
    if (found > 0) this.log.warn(`${found} emails were in flight when a dispatcher died; ${this.fate}.`);
  }
}
