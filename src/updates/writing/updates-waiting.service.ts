import { Injectable } from '@nestjs/common';
import { DraftSecondPerson } from '../../petitions/drafts/draft-second-person.service.js';
import { Database } from '../../platform/database/database.js';
import { dayIn } from '../../platform/day.js';
import { mostWaiting, waits, type Waiting } from '../../platform/waiting.js';
import { titleIn } from './staff-updates.service.js';
import type { UpdateState } from './update.status.js';
import type { UpdateTexts } from './updates.schema.js';

/** Updates that wait for somebody. */
@Injectable()
export class UpdatesWaiting {
  constructor(
    private readonly database: Database,
    private readonly secondPerson: DraftSecondPerson,
  ) {}

  /** Sent for review, or held at the moment they were to be published. */
  async toReview(campaignId: string): Promise<Waiting[]> {
    const { prisma } = this.database;
    const rows = await prisma.campaignUpdate.findMany({
      where: { campaignId, state: { in: ['review', 'held'] satisfies UpdateState[] } },
      orderBy: { stateAt: 'asc' },
      take: mostWaiting,
    });
    if (rows.length === 0) return [];
    const isWanted = await this.secondPerson.isWanted(campaignId);
    const { timeZone } = await prisma.campaign.findUniqueOrThrow({ where: { id: campaignId } });
    return rows.map(({ slug, texts, state, stateAt, publishAt, authors }) =>
      waits({
        title: titleIn(texts as unknown as UpdateTexts, slug),
        since: stateAt,
        due: publishAt && dayIn(timeZone, publishAt),
        // What was held may be mended by its authors.
        by: state === 'review' && isWanted ? authors : [],
        at: slug,
      }),
    );
  }
}
