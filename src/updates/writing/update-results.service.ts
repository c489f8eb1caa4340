import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { PersonalLetterStatus } from '../../supporter-letters/personal-letters.status.js';
import type { StaffUpdate } from './staff-updates.service.js';

/** Letters that somebody has read and not refused. */
const read: PersonalLetterStatus[] = ['accepted', 'sending', 'delivered', 'unsure'];

/** What came by the links of an update, whose `source` names the update and nobody's person. */
export interface BroughtBy {
  /** Confirmed, and not quarantined */
  signatures: number;
  /** Supporters' letters, confirmed by their writers and not rejected; suspicious ones only once somebody has accepted them */
  letters: number;
}

/** What an update has brought about. */
@Injectable()
export class UpdateResults {
  constructor(private readonly database: Database) {}

  async of({
    slug,
    campaignId,
    publishedAt,
  }: Pick<StaffUpdate, 'slug' | 'campaignId' | 'publishedAt'>): Promise<BroughtBy> {
    if (publishedAt === null) return { signatures: 0, letters: 0 };
    const { prisma } = this.database;
    // The day limits what is read to what came since: a block-range index leads there.
    const signatures = await prisma.signature.count({
      where: {
        source: slug,
        signedAt: { gte: publishedAt },
        petition: { campaignId },
        status: 'confirmed',
        shadowRule: null,
      },
    });
    const letters = await prisma.personalLetter.count({
      where: {
        source: slug,
        campaignId,
        OR: [{ status: { in: read } }, { status: 'waiting' satisfies PersonalLetterStatus, flagRule: null }],
      },
    });
    return { signatures, letters };
  }
}
