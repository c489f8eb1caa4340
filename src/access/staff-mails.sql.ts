import type { Tx } from '../platform/database/database.js';
import { enqueueing } from '../platform/mail/outbox.sql.js';

/** Emails of one kind; the lists correspond, entry by entry. */
export interface StaffMailBatch {
  kind: string;
  mailIds: string[];
  staffIds: string[];
  domains: string[];
  now: Date;
}

/** Queues one email for each of these members of staff, except for those with one of the kind in the queue. */
export const queueStaffMails = (tx: Tx, { kind, mailIds, staffIds, domains, now }: StaffMailBatch) =>
  tx.$queryRawUnsafe(
    `with queued as (${enqueueing(
      `select m.id, $5::text as kind, m.staff_id as subject_id, 'en' as locale, m.domain, $4::timestamptz as created_at
       from unnest($1::uuid[], $2::uuid[], $3::text[]) as m(id, staff_id, domain)
       where not exists (select from outbox_mail o where o.kind = $5 and o.subject_id = m.staff_id and o.status = 'queued')`,
    )}) select count(*)::int as n from queued`,
    mailIds,
    staffIds,
    domains,
    now,
    kind,
  );
