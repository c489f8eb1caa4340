import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { countByCountry } from './counts.sql.js';

/** Confirmed signatures under all petitions of a campaign. */
export interface CampaignCount {
  total: number;
  byCountry: { country: string; count: number }[];
  /** By petition, those without any left out */
  bySlug: ReadonlyMap<string, number>;
}

/** Confirmed signatures, exact as of the moment they are read. */
@Injectable()
export class PetitionCounts {
  constructor(private readonly database: Database) {}

  /** Confirmed signatures counted under one petition. */
  async under(petitionId: string): Promise<number> {
    return (await countByCountry(this.database.prisma, petitionId)).reduce((sum, { count }) => sum + count, 0);
  }

  /** Confirmed signatures under all petitions of a campaign, and the countries they come from. */
  async of(campaignId: string): Promise<CampaignCount> {
    const petitions = await this.database.prisma.petition.findMany({ where: { campaignId }, orderBy: { id: 'asc' } });
    const counts = new Map<string, number>();
    const bySlug = new Map<string, number>();
    for (const { id, slug } of petitions)
      for (const { country, count } of await countByCountry(this.database.prisma, id)) {
        counts.set(country, (counts.get(country) ?? 0) + count);
        bySlug.set(slug, (bySlug.get(slug) ?? 0) + count);
      }
    const byCountry = [...counts].map(([country, count]) => ({ country, count })).sort((a, b) => b.count - a.count);
    return { total: byCountry.reduce((sum, { count }) => sum + count, 0), byCountry, bySlug };
  }
}
