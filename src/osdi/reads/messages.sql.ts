import type { Readable } from './readable.sql.js';

export interface MessageRow extends Record<string, unknown> {
  id: string;
  name: string;
  channel: string;
  status: string;
  createdAt: Date;
  modifiedAt: Date;
  startsAt: Date | null;
  targeted: number;
  sent: number;
  delivered: number;
  bounced: number;
}

/** Runs of letters to ministries, with the outcomes of the letters. */
const letters = `
    select r.id, r.campaign_id, r.name, r.channel, r.status, r.created_at, greatest(r.created_at, r.approved_at, r.finished_at, n.last) as modified_at,
      n.first as starts_at, n.targeted, n.sent, n.delivered, n.bounced
    from letter_run r cross join lateral (
      select count(*)::int as targeted, min(l.due_at) as first, max(greatest(l.sent_at, l.delivered_at)) as last,
             count(*) filter (where l.sent_at is not null or l.status in ('sent', 'posted', 'delivered'))::int as sent,
             count(*) filter (where l.status = 'delivered')::int as delivered,
             count(*) filter (where l.status = 'needs_channel')::int as bounced
      from letter l where l.run_id = r.id
    ) n`;

/** Emails of updates whose recipients are known. Sent are those that a server took; delivered, those of which none reported otherwise later. */
const updates = `
    select u.id, u.campaign_id, coalesce(u.texts -> 'en' ->> 'title', u.slug) as name, 'email' as channel,
      case m.state when 'done' then 'finished' when 'expired' then 'cancelled' when 'starting' then 'approved' when 'sending' then 'approved' else m.state end as status,
      m.created_at, greatest(m.created_at, m.approved_at, m.started_at, m.frozen_at, m.finished_at) as modified_at,
      m.leaves_at as starts_at, m.frozen as targeted, n.sent, n.delivered, n.bounced
    from update_mailing m join campaign_update u on u.id = m.update_id cross join lateral (
      select coalesce(sum(t.count) filter (where t.state in (3, 5, 6, 7)), 0)::int as sent,
             coalesce(sum(t.count) filter (where t.state in (3, 6, 7)), 0)::int as delivered,
             coalesce(sum(t.count) filter (where t.state = 5), 0)::int as bounced
      from update_tally t where t.update_id = m.update_id
    ) n where m.frozen is not null`;

/** What went to many: letters to ministries, and updates to supporters. */
export const messages: Readable = {
  columns: `r.id, r.name, r.channel, r.status, r.created_at as "createdAt", r.modified_at as "modifiedAt", r.starts_at as "startsAt",
    r.targeted, r.sent, r.delivered, r.bounced`,
  from: `(${letters}
    union all ${updates}) r`,
  shown: 'true',
  limited: (campaign) => ({ shown: `r.campaign_id = ${campaign}` }),
  order: 'r.id',
  within: { id: 'r.id' },
  fields: {
    name: { type: 'text', sql: 'r.name' },
    total_targeted: { type: 'number', sql: 'r.targeted' },
    created_date: { type: 'instant', sql: 'r.created_at' },
    modified_date: { type: 'instant', sql: 'r.modified_at' },
  },
};
