import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { prismaFolder } from '../../platform/database/migrate.js';
import { newId } from '../../platform/ids.js';
import { withTexts } from '../../platform/texts/reference-texts.js';
import { demandsReference } from './demands.schema.js';
import { DemandsService } from './demands.service.js';

const read = (): unknown =>
  withTexts(JSON.parse(readFileSync(join(prismaFolder(), 'reference', 'demands.json'), 'utf8')), 'demands');

/** The campaign's demands as shipped, loaded as published where their short name is missing. Those there are, are never changed. */
@Injectable()
export class DemandsReference {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly demands: DemandsService,
  ) {}

  async load(campaignSlug: string): Promise<void> {
    const { demands } = demandsReference.parse(read());
    const { prisma } = this.database;
    const campaign = await prisma.campaign.findUniqueOrThrow({ where: { slug: campaignSlug } });
    const held = new Set((await prisma.demand.findMany({ select: { slug: true } })).map(({ slug }) => slug));
    for (const { statedOn, ...demand } of demands.filter(({ slug }) => !held.has(slug)))
      await this.database.transaction(async (tx) => {
        const { count } = await tx.demand.createMany({
          data: [
            {
              id: newId(),
              campaignId: campaign.id,
              ...demand,
              status: 'published',
              statedOn: new Date(statedOn),
              updatedAt: this.clock.now(),
            },
          ],
          // Another process may have loaded it.
          skipDuplicates: true,
        });
        if (count > 0) await this.demands.recordUses(tx, demand.slug, demand);
      });
  }
}
