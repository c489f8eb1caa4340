import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { MatchSign } from './reading/match-letter.js';
import type { TrustedLetter } from './reading/trust.js';

/** Finds the letter a message belongs to, and what is needed to judge the message. */
@Injectable()
export class LetterFinder {
  constructor(private readonly database: Database) {}

  /** The first clue that leads to a letter; null: none does. */
  async find(signs: readonly MatchSign[]): Promise<{ letterId: string; rule: string } | null> {
    for (const sign of signs) {
      const letter = await this.database.prisma.letter.findFirst({
        where: {
          ...('letterId' in sign ? { id: sign.letterId } : { reference: sign.reference }),
          // Nobody answers a letter that was never sent.
          OR: [{ attempts: { gt: 0 } }, { sentAt: { not: null } }],
        },
        select: { id: true },
      });
      if (letter) return { letterId: letter.id, rule: sign.rule };
    }
    return null;
  }

  async termsOf(letterId: string): Promise<TrustedLetter> {
    const letter = await this.database.prisma.letter.findUniqueOrThrow({
      where: { id: letterId },
      select: { id: true, iso: true, channelId: true },
    });
    const channels = await this.database.prisma.ministryChannel.findMany({
      where: { iso: letter.iso, verifiedBy: { not: null } },
    });
    const own = channels.find(({ id }) => id === letter.channelId);
    const inUse = channels.filter((one) => one === own || one.endedAt === null);
    return {
      id: letter.id,
      address: own?.address ?? null,
      ministryAddresses: inUse.map(({ address }) => address).filter((address) => /^[^\s@/]+@[^\s@/]+$/.test(address)),
    };
  }
}
