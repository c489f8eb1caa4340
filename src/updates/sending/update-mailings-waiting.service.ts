import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { dayIn } from '../../platform/day.js';
import { CONFIG } from '../../platform/runtime.js';
import { mostWaiting, waits, type Waiting } from '../../platform/waiting.js';
import { titleIn } from '../writing/staff-updates.service.js';
import type { UpdateState } from '../writing/update.status.js';
import type { UpdateTexts } from '../writing/updates.schema.js';
import type { MailingState } from './mailings.status.js';

/** Emails of updates that wait for somebody. */
@Injectable()
export class UpdateMailingsWaiting {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
  ) {}

  /** Planned for more people than may be written to without a second person. */
  async toApprove(campaignId: string): Promise<Waiting[]> {
    const { prisma } = this.database;
    const rows = await prisma.updateMailing.findMany({
      where: {
        state: 'planned' satisfies MailingState,
        update: { campaignId, state: 'published' satisfies UpdateState, hiddenAt: null },
        // What an earlier version of the program planned has no number: better asked for than forgotten.
        OR: [{ expected: null }, { expected: { gt: this.config.UPDATE_APPROVAL_ABOVE } }],
      },
      orderBy: { createdAt: 'asc' },
      take: mostWaiting,
      include: { update: { select: { slug: true, texts: true, authors: true } } },
    });
    if (rows.length === 0) return [];
    const { timeZone } = await prisma.campaign.findUniqueOrThrow({ where: { id: campaignId } });
    return rows.map(({ update: { slug, texts, authors }, createdAt, notAfter, plannedBy }) =>
      waits({
        title: titleIn(texts as unknown as UpdateTexts, slug),
        since: createdAt,
        due: notAfter && dayIn(timeZone, notAfter),
        by: [plannedBy, ...authors],
        at: slug,
      }),
    );
  }
}
