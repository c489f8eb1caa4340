import type { Tx } from '../platform/database/database.js';
import { fullName } from '../platform/full-name.js';

/** The latest confirmed signers who agreed to be shown. */
export async function recentNames(tx: Tx, petitionId: string): Promise<{ name: string; country: string }[]> {
  const rows = await tx.signature.findMany({
    where: { petitionId, status: 'confirmed', showName: true, shadowRule: null },
    orderBy: { confirmedAt: 'desc' },
    take: 12,
    select: { givenName: true, familyName: true, country: true },
  });
  return rows.map((row) => ({ name: fullName(row), country: row.country }));
}
