import { Prisma } from '../generated/prisma/client.js';
import type { Tx } from '../platform/database/database.js';

interface GroupQuery {
  status: string;
  /** That group only */
  groupId: string | null;
  campaignId: string | undefined;
  /** The last group of the page before */
  after: string | null;
}

/** Groups of letters with how many they have, those with the oldest letter first. A group of the page before has its place even when it was decided since. */
export const oldestGroups = (tx: Tx, { status, groupId, campaignId, after }: GroupQuery, limit: number) => {
  const { sql, empty } = Prisma;
  return tx.$queryRaw<{ groupId: string; n: number }[]>`
  select group_id::text as "groupId", count(*)::int as n from personal_letter
  where erased_at is null and status = ${status} and group_id is not null
    ${groupId === null ? empty : sql`and group_id = ${groupId}::uuid`}
    ${campaignId === undefined ? empty : sql`and campaign_id = ${campaignId}::uuid`}
  group by group_id
  ${
    after === null
      ? empty
      : sql`having (min(confirmed_at), group_id) > (
      select coalesce(min(confirmed_at) filter (where status = ${status} and erased_at is null), min(confirmed_at)), ${after}::uuid
      from personal_letter where group_id = ${after}::uuid)`
  }
  order by min(confirmed_at), group_id limit ${limit}`;
};
