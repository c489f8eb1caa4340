import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DemandHistory, type Audience, type HistoryEvent } from '../../campaigns/demands/demand-history.service.js';
import { DemandLetters } from '../../letters/sending/demand-letters.service.js';
import { utcDay } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { CONFIG } from '../../platform/runtime.js';
import { AnswersService, type Answer } from './answers.service.js';
import type { Stance } from './stances.values.js';

/** Tells what States replied to demands. Until two people agree on what a reply says, it only shows that something came. */
@Injectable()
export class DemandAnswers implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly history: DemandHistory,
    private readonly letters: DemandLetters,
    private readonly answers: AnswersService,
  ) {}

  onModuleInit(): void {
    this.history.register((audience) => this.received(audience));
  }

  private async received(audience: Audience): Promise<HistoryEvent[] | null> {
    if (audience === 'public' && this.config.LETTERS_PUBLIC === 'off') return null;
    const answers = (await this.answers.all()).filter((answer) => audience === 'staff' || isPublished(answer));
    const letters = await this.database.prisma.letter.findMany({
      where: { id: { in: answers.flatMap(({ letterId }) => letterId ?? []) } },
      select: { id: true, templateIds: true },
    });
    const sections = await this.letters.sectionsOf(letters);
    return answers.map(({ iso, campaignId, letterId, receivedOn, reading }) => ({
      iso,
      campaignId,
      sections: letterId === null ? null : (sections.get(letterId) ?? []),
      on: utcDay(receivedOn),
      in: null,
      what: 'answer' as const,
      ...(reading.status === 'agreed'
        ? { meaning: meaningOf(reading.stance), stance: reading.stance }
        : { meaning: 'acknowledges' as const, stance: null }),
    }));
  }
}

const isPublished = ({ publishedAt, reading }: Answer): boolean => publishedAt !== null && reading.status === 'agreed';

const meaningOf = (stance: Stance) =>
  stance === 'acknowledges_only' ? 'acknowledges' : stance === 'rejects' ? 'refuses' : 'answers';
