import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DemandHistory, type Audience, type HistoryEvent } from '../../campaigns/demands/demand-history.service.js';
import { utcDay } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { CONFIG } from '../../platform/runtime.js';

/** Letters that reached a State, as far as is known; one that was returned for good does not count. */
const arrived = ['sent', 'posted', 'delivered'];

/** Tells which demands were carried to which State by a letter: those whose section it contains. */
@Injectable()
export class DemandLetters implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly history: DemandHistory,
  ) {}

  onModuleInit(): void {
    this.history.register((audience) => this.sent(audience));
  }

  /** The sections of letters, such as `APMBC/ask`, by letter. */
  async sectionsOf(letters: readonly { id: string; templateIds: readonly string[] }[]): Promise<Map<string, string[]>> {
    const ids = [...new Set(letters.flatMap(({ templateIds }) => templateIds))];
    const rows = await this.database.prisma.letterTemplate.findMany({
      where: { id: { in: ids }, kind: 'section' },
      select: { id: true, convention: true, audience: true },
    });
    const names = new Map(rows.map(({ id, convention, audience }) => [id, `${convention ?? ''}/${audience ?? ''}`]));
    return new Map(
      letters.map(({ id, templateIds }) => [id, templateIds.flatMap((one) => names.get(one) ?? [])] as const),
    );
  }

  private async sent(audience: Audience): Promise<HistoryEvent[] | null> {
    if (audience === 'public' && this.config.LETTERS_PUBLIC === 'off') return null;
    const letters = await this.database.prisma.letter.findMany({
      where: { sentAt: { not: null }, status: { in: arrived }, run: { purpose: 'letter' } },
      select: {
        id: true,
        iso: true,
        reference: true,
        sentAt: true,
        templateIds: true,
        run: { select: { campaignId: true } },
      },
    });
    const sections = await this.sectionsOf(letters);
    return letters.flatMap(({ id, iso, reference, sentAt, run: { campaignId } }) =>
      sentAt === null
        ? []
        : [
            {
              iso,
              campaignId,
              sections: sections.get(id) ?? [],
              on: utcDay(sentAt),
              in: null,
              what: 'sent' as const,
              reference,
            },
          ],
    );
  }
}
