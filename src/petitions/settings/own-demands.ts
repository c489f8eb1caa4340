import type { Tx } from '../../platform/database/database.js';
import { InvalidInput } from '../../platform/errors.js';

/** Whether a petition may make these demands. @throws InvalidInput for one of another campaign, or none at all */
export async function requireOwnDemands(tx: Tx, petitionId: string, slugs: readonly string[]): Promise<void> {
  const { campaignId } = await tx.petition.findUniqueOrThrow({ where: { id: petitionId } });
  const known = await tx.demand.findMany({ where: { campaignId, slug: { in: [...slugs] } }, select: { slug: true } });
  const strange = slugs.filter((slug) => !known.some((one) => one.slug === slug));
  if (strange.length === 0) return;
  const [code, detail] = ['demand.unknown', 'is not a demand of this campaign'];
  throw new InvalidInput(strange.map((slug) => ({ pointer: `/demand_${slug}`, code, detail })));
}
