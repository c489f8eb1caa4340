import type { INestApplicationContext } from '@nestjs/common';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { StartupProblem } from '../platform/errors.js';

/** Ids of campaigns by their short names. @throws StartupProblem `campaign.not_found` naming those there are */
export async function campaignIds(app: INestApplicationContext, slugs: readonly string[]): Promise<string[]> {
  const campaigns = await app.get(CampaignsService).list();
  return slugs.map((slug) => {
    const found = campaigns.find((one) => one.slug === slug);
    if (found) return found.id;
    const there = campaigns.map((one) => one.slug).join(', ') || 'none';
    throw new StartupProblem(`There is no campaign "${slug}". There are: ${there}.`, 'campaign.not_found');
  });
}
