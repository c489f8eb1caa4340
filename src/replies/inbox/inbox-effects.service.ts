import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../generated/prisma/client.js';
import type { Tx } from '../../platform/database/database.js';
import { Bounces } from '../../letters/sending/bounces.service.js';
import { recordLetterEvents } from '../../letters/sending/letter-events.js';
import type { LetterStatus } from '../../letters/sending/runs.status.js';
import { LetterInFlight } from './inbox.errors.js';
import { lockLetter } from './inbox.sql.js';
import { eventOf, type MailKind } from './inbox.status.js';

/** A stored message of a letter. */
export interface MatchedMail {
  id: string;
  kind: MailKind;
  kindRule: string;
  letterId: string;
}

/** Effects of messages on their letters, in the transaction that stores or decides them. */
@Injectable()
export class InboxEffects {
  constructor(private readonly bounces: Bounces) {}

  /**
   * A trusted message: a bounce means that a sent letter needs another channel, and is recorded at the address, which stays; everything else is an
   * event.
   * @param actor `system`, or who confirmed the message as genuine
   * @throws LetterInFlight while the letter is being sent: its outcome is not recorded yet
   */
  async apply(tx: Tx, mail: MatchedMail, at: Date, actor: string): Promise<void> {
    const letter = await letterFor(tx, mail.letterId);
    const details: Prisma.InputJsonObject = { mailId: mail.id, rule: mail.kindRule };
    await recordLetterEvents(tx, at, actor, eventOf[mail.kind], [{ letterId: mail.letterId, details }]);
    if (mail.kind === 'bounce') await this.bounces.take(tx, letter, mail.kindRule, at);
  }

  /** An unverified message changes nothing; its arrival is recorded. @throws LetterInFlight */
  async note(tx: Tx, mail: MatchedMail, at: Date): Promise<void> {
    await letterFor(tx, mail.letterId);
    const details = { mailId: mail.id, kind: mail.kind };
    await recordLetterEvents(tx, at, 'system', 'unverified_mail', [{ letterId: mail.letterId, details }]);
  }
}

async function letterFor(tx: Tx, id: string): Promise<{ id: string; status: string; channelId: string | null }> {
  await lockLetter(tx, id);
  const letter = await tx.letter.findUniqueOrThrow({
    where: { id },
    select: { id: true, status: true, channelId: true },
  });
  if (letter.status === ('sending' satisfies LetterStatus)) throw new LetterInFlight();
  return letter;
}
