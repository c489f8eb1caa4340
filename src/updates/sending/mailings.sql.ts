import type { Prisma } from '../../generated/prisma/client.js';
import type { Statement, Tx } from '../../platform/database/database.js';
import { appendingEvents } from '../../platform/events/events.sql.js';
import { audienceOf, type AudienceOrder } from '../audience/audience.sql.js';
import { recipientStates } from '../recipients.status.js';
import { lateMinutes } from './mailings.status.js';

/** How an audience is read: its conditions select too few rows for the planner's guesses (see audience.sql.ts). */
export const audienceSettings = `set local enable_nestloop = off; set local work_mem = '64MB'`;

/** How many people an audience has. */
export async function countAudience(tx: Tx, order: AudienceOrder): Promise<number> {
  const values: string[] = [];
  for (const one of audienceSettings.split(';')) await tx.$executeRawUnsafe(one);
  const text = `select count(*)::int as n from (${audienceOf((value) => `$${values.push(value)}`, order)}) a`;
  const [row] = await tx.$queryRawUnsafe<{ n: number }[]>(text, ...values);
  return row?.n ?? 0;
}

/** Locks the mailing until the transaction ends. */
export const lockMailing = (tx: Tx, updateId: string) =>
  tx.$queryRaw<
    { locked: boolean }[]
  >`select true as locked from update_mailing where update_id = ${updateId}::uuid for update`;

/** Whether an email of it has left, or may have: then it is never planned again. */
export const hasLeft = (tx: Tx, updateId: string) => tx.$queryRaw<{ left: boolean }[]>`
  select exists (
    select from update_tally where update_id = ${updateId}::uuid and count > 0 and state not in (${recipientStates.waiting}::int, ${recipientStates.skipped}::int)
  ) as left`;

/** A mailing and its numbers as of one moment: they add up. */
export interface MailingRow {
  mailing: Record<string, unknown> & { audience: Prisma.JsonValue };
  counts: Record<string, number> | null;
  providers: { name: string; frozen: number; heldUntil: string | null; heldBy: string | null }[] | null;
}
export const readMailing = (tx: Tx, updateId: string) => tx.$queryRaw<MailingRow[]>`
  select to_jsonb(m) as mailing,
    (select jsonb_object_agg(t.state, t.count) from update_tally t where t.update_id = m.update_id) as counts,
    (select jsonb_agg(jsonb_build_object('name', p.name, 'frozen', p.frozen, 'heldUntil', a.held_until, 'heldBy', a.held_by) order by p.frozen desc, p.number)
     from update_provider p left join mail_provider a on a.name = p.name where p.update_id = m.update_id) as providers
  from update_mailing m where m.update_id = ${updateId}::uuid`;

const toldStates = [
  ['sent', recipientStates.sent],
  ['refused', recipientStates.refused],
  ['outcomeUnknown', recipientStates.outcome_unknown],
  ['skipped', recipientStates.skipped],
] as const;

/**
 * Moves mailings on when their moment has come: those that can leave begin, those whose time has passed expire, and those that could not leave for long wait
 * for a person. One that was finished is done. Returns what is now in another state. $1 now
 */
export const advanceMailings: Statement = {
  name: 'updates.advance',
  text: `
  with due as (
    select m.update_id,
      case
        when m.not_after <= $1::timestamptz then 'expired'
        when m.state = 'starting' and m.leaves_at < $1::timestamptz - interval '${lateMinutes} minutes' then 'paused'
        when m.state = 'starting' and m.frozen_at is not null and m.leaves_at <= $1::timestamptz then 'sending'
        when m.state = 'sending' and not exists (
          select from update_tally t where t.update_id = m.update_id and t.state in (${recipientStates.waiting}, ${recipientStates.in_hand}) and t.count > 0
        ) then 'done'
      end as next
    from update_mailing m where m.state in ('starting', 'sending') or (m.state = 'paused' and m.not_after <= $1::timestamptz)
    for update of m skip locked
  ),
  moved as (
  update update_mailing m set state = d.next,
    paused_by = case when d.next = 'paused' then 'late' else m.paused_by end,
    sending_since = case when d.next = 'sending' then $1::timestamptz else m.sending_since end,
    finished_at = case when d.next in ('done', 'expired') then $1::timestamptz end
  from due d where m.update_id = d.update_id and d.next is not null and m.update_id = any(array(select update_id from due))
  returning m.update_id, m.state, m.frozen
  ),
  told as (${appendingEvents(
    `select 'update.sent' as type, 'update' as subject_kind, v.update_id as subject_id,
       jsonb_build_object('update', u.slug, 'recipients', v.frozen, ${toldStates.map(([name, code]) => `'${name}', (select count from update_tally t where t.update_id = v.update_id and t.state = ${code})`).join(', ')}) as data
     from moved v join campaign_update u on u.id = v.update_id where v.state = 'done'`,
    '$1::timestamptz',
  )})
  select update_id as "updateId", state from moved`,
};

/** One row: whether a mailing is sending. */
export const isAnySending: Statement = {
  name: 'updates.is_any_sending',
  text: `select exists (select from update_mailing where state = 'sending') as is`,
};
