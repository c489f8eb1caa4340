import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.js';
import { ChannelsService } from '../../ministries/channels.service.js';
import { Enclosures } from './enclosures.service.js';
import { letterTransitions, type LetterStatus } from './runs.status.js';
import { WaitingMails } from './waiting-mails.service.js';

/** What a bounce does to the letter it speaks of. */
@Injectable()
export class Bounces {
  constructor(
    private readonly enclosures: Enclosures,
    private readonly channels: ChannelsService,
    private readonly waiting: WaitingMails,
  ) {}

  /**
   * A letter that was sent asks for another channel, and the bounce counts against the address, which stays. A letter in any other status
   * is left as it is. The caller holds the letter's lock.
   * @param rule code of how the bounce was recognised
   */
  async take(
    tx: Tx,
    letter: { id: string; status: string; channelId: string | null },
    rule: string,
    at: Date,
  ): Promise<void> {
    if (letter.status !== 'sent' || !letterTransitions.sent.includes('needs_channel')) return;
    const data = { status: 'needs_channel' satisfies LetterStatus, answerRule: rule };
    await tx.letter.update({ where: { id: letter.id }, data });
    // Letters by supporters that went with it did not arrive either.
    await this.enclosures.settle(tx, letter.id, 'needs_channel', at);
    if (letter.channelId !== null) await this.channels.countFailure(tx, letter.channelId);
    await this.waiting.tell(tx);
  }
}
