import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Database } from '../platform/database/database.js';
import type { CampaignReference } from './campaigns.schema.js';

/** A campaign as it is kept: its names, and the day of the year everything is planned around. */
@Injectable()
export class CampaignsService {
  constructor(private readonly database: Database) {}

  /** Loads the default campaign unless it is there; what staff changed stays. */
  async ensure(reference: CampaignReference): Promise<{ id: string }> {
    return this.database.prisma.campaign.upsert({ where: { slug: reference.slug }, create: { id: uuidv7(), ...reference }, update: {}, select: { id: true } });
  }
}
