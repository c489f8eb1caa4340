import { Injectable } from '@nestjs/common';
import { Clock, utcDay } from '../../platform/clock.js';
import { Prisma } from '../../generated/prisma/client.js';
import type { Tx } from '../../platform/database/database.js';
import { inOneOrder } from '../../platform/http/portable.js';
import { newId } from '../../platform/ids.js';
import type { DemandPart } from './demand-part.schema.js';
import { DemandsService } from './demands.service.js';

const day = (on: Date | null): string | null => on && utcDay(on);
const date = (on: string | null): Date | null => (on === null ? null : new Date(on));

/** The demands of a campaign for its file, and from it. */
@Injectable()
export class DemandParts {
  constructor(
    private readonly clock: Clock,
    private readonly demands: DemandsService,
  ) {}

  async read(tx: Tx, campaignId: string): Promise<DemandPart[]> {
    const rows = await tx.demand.findMany({
      where: { campaignId },
      include: { replaces: { select: { slug: true } } },
      orderBy: { slug: 'asc' },
    });
    return rows.map((row) => ({
      slug: row.slug,
      status: row.status as DemandPart['status'],
      addresseeKind: row.addresseeKind as DemandPart['addresseeKind'],
      addresseeCode: row.addresseeCode,
      addresseeNames: inOneOrder(row.addresseeNames) as DemandPart['addresseeNames'],
      acts: row.acts as DemandPart['acts'],
      dueOn: day(row.dueOn),
      anchorYear: row.anchorYear,
      basis: row.basis,
      letterSection: row.letterSection,
      sourceNames: inOneOrder(row.sourceNames) as DemandPart['sourceNames'],
      statedOn: day(row.statedOn),
      withdrawnOn: day(row.withdrawnOn),
      withdrawnReason: row.withdrawnReason,
      replaces: row.replaces?.slug ?? null,
      texts: inOneOrder(row.texts) as unknown as DemandPart['texts'],
    }));
  }

  async add(tx: Tx, campaignId: string, demands: readonly DemandPart[]): Promise<void> {
    const ids = new Map(demands.map(({ slug }) => [slug, newId()]));
    const updatedAt = this.clock.now();
    // In one statement: a published demand is not changed afterwards, and refers to an earlier one.
    const rows = demands.map(({ replaces, ...demand }) => ({
      id: ids.get(demand.slug) ?? newId(),
      campaignId,
      replacesId: replaces === null ? null : (ids.get(replaces) ?? null),
      ...demand,
      addresseeNames: demand.addresseeNames ?? Prisma.DbNull,
      sourceNames: demand.sourceNames ?? Prisma.DbNull,
      dueOn: date(demand.dueOn),
      statedOn: date(demand.statedOn),
      withdrawnOn: date(demand.withdrawnOn),
      updatedAt,
    }));
    await tx.demand.createMany({ data: rows });
    for (const { slug, texts, basis } of demands) await this.demands.recordUses(tx, slug, { texts, basis });
  }

  /** Short names among these that demands have already. */
  async taken(tx: Tx, slugs: readonly string[]): Promise<string[]> {
    const rows = await tx.demand.findMany({ where: { slug: { in: [...slugs] } }, select: { slug: true } });
    return rows.map(({ slug }) => slug);
  }
}
