import type { Prisma } from '../generated/prisma/client.js';
import { utcDay } from '../platform/clock.js';
import type { Day } from '../platform/day.js';
import { obstacleTo, standingOf } from './claim.status.js';
import type { StaffClaim } from './claims.schema.js';

/** Relations that `staffClaim` needs. */
export const everything = {
  sources: { orderBy: { position: 'asc' } },
  texts: true,
  uses: true,
  reviews: { orderBy: { id: 'desc' } },
} as const;

type ClaimWithAll = Prisma.ClaimGetPayload<{ include: typeof everything }>;

/** A claim as staff see it, with what prevents its use on a day. */
export function staffClaim(row: ClaimWithAll, today: Day): StaffClaim {
  const texts = Object.fromEntries(row.texts.map(({ locale, text }) => [locale, text])) as StaffClaim['texts'];
  const lastCheckedOn = utcDay(row.lastCheckedOn);
  const expiresOn = utcDay(row.expiresOn);
  const obstacle = obstacleTo(
    { verdict: row.verdict, retired: row.retiredAt !== null, expiresOn, hasWording: texts.en !== undefined },
    today,
  );
  return {
    ...row,
    standing: standingOf(row.verdict),
    lastCheckedOn,
    expiresOn,
    obstacle,
    texts,
    uses: row.uses as StaffClaim['uses'],
  };
}
