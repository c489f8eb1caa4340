import type { Tx } from '../platform/database/database.js';
import { InvalidInput } from '../platform/errors.js';

/** Whether a plan or statement may point to this demand. @param slug null: to none @throws InvalidInput for one of another campaign, or none at all */
export async function requireDemand(tx: Tx, campaignId: string, slug: string | null): Promise<void> {
  if (slug === null || (await tx.demand.count({ where: { slug, campaignId } })) > 0) return;
  throw new InvalidInput([{ pointer: '/demand', code: 'demand.unknown', detail: 'is not a demand of this campaign' }]);
}
