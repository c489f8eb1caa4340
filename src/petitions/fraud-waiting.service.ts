import { Injectable } from '@nestjs/common';
import { Clock, days } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { mostWaiting, waits, type Waiting } from '../platform/waiting.js';
import type { FraudRuleStatus } from './fraud.values.js';

/** A rule cannot be discarded: one that nobody has applied for so long was given up. */
const givenUpDays = 30;

/** Fraud rules that somebody has drafted and nobody has applied. */
@Injectable()
export class FraudWaiting {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Without what they match, which may be the name of a person. */
  async drafts(campaignId: string): Promise<Waiting[]> {
    const since = new Date(this.clock.now().getTime() - days(givenUpDays));
    const rows = await this.database.prisma.fraudRule.findMany({
      where: { status: 'draft' satisfies FraudRuleStatus, petition: { campaignId }, createdAt: { gte: since } },
      orderBy: { id: 'asc' },
      take: mostWaiting,
      select: { createdAt: true, petition: { select: { slug: true } } },
    });
    return rows.map(({ createdAt, petition }) => waits({ since: createdAt, at: petition.slug }));
  }
}
