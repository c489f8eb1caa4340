import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { StaffUpdate } from './staff-updates.service.js';

/** What came by the links of an update, whose `source` names the update and nobody's person. */
export interface BroughtBy {
  /** Confirmed, and not quarantined */
  signatures: number;
}

/** What an update has brought about. */
@Injectable()
export class UpdateResults {
  constructor(private readonly database: Database) {}

  async of({ slug, campaignId }: Pick<StaffUpdate, 'slug' | 'campaignId'>): Promise<BroughtBy> {
    const signatures = await this.database.prisma.signature.count({
      where: { source: slug, petition: { campaignId }, status: 'confirmed', shadowRule: null },
    });
    return { signatures };
  }
}
