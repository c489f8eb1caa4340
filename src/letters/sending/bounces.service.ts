import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.js';
import { ChannelsService } from '../../ministries/channels.service.js';
import { Enclosures } from './enclosures.service.js';
import { letterTransitions, type LetterStatus } from './runs.status.js';
import { WaitingMails } from './waiting-mails.service.js';

/** Effect of a bounce on its letter. */
@Injectable()
export class Bounces {
  constructor(
    private readonly enclosures: Enclosures,
    private readonly channels: ChannelsService,
    private readonly waiting: WaitingMails,
  ) {}

  /**
   * A sent letter then needs another channel, and the bounce is recorded at the address, which stays. A letter in any other status is unchanged. The
   * caller holds the letter's lock.
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
    // Supporter letters enclosed with it did not arrive either.
    await this.enclosures.settle(tx, letter.id, 'needs_channel', at);
    if (letter.channelId !== null) await this.channels.countFailure(tx, letter.channelId);
    await this.waiting.tell(tx, [letter.id]);
  }
}
