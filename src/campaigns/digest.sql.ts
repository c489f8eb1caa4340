import type { Tx } from '../platform/database/database.js';
import { enqueueing, noticing } from '../platform/mail/outbox.sql.js';

/** Queues one digest for each of these members of staff. @param ids of the mails, one each */
export const queueDigests = (tx: Tx, ids: string[], staffIds: string[], domains: string[], now: Date) =>
  tx.$queryRawUnsafe(
    `with queued as (${enqueueing(
      `select m.id, 'campaigns.weekly_digest' as kind, m.staff_id as subject_id, 'en' as locale, m.domain, $4::timestamptz as created_at
       from unnest($1::uuid[], $2::uuid[], $3::text[]) as m(id, staff_id, domain)`,
    )}) select count(*)::int as n, ${noticing}::text as noticed from queued`,
    ids,
    staffIds,
    domains,
    now,
  );
