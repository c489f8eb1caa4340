import { parameters } from '../database/parameters.js';
import type { Statement, Tx } from '../database/database.js';
import { livingDispatchers } from './dispatchers.sql.js';

/** A row of the outbox as the dispatcher sees it. */
export interface ClaimedMail {
  id: string;
  kind: string;
  subjectId: string;
  locale: string;
  domain: string | null;
  attempts: number;
  createdAt: Date;
  repeat: boolean;
}

/** The channel that notifies dispatchers of new email. */
export const outboxChannel = 'demarche_outbox';

/**
 * A common table expression that queues emails, for statements of other modules that must queue in their own transaction.
 * @param from a query with the columns id, kind, subject_id, locale, domain, created_at; @param dueAt an SQL expression: the earliest time to send
 */
export const enqueueing = (from: string, dueAt = 'created_at'): string => `
  insert into outbox_mail (id, kind, subject_id, locale, domain, due_at, created_at)
  select id, kind, subject_id, locale, domain, ${dueAt}, created_at from (${from}) as mail
  returning 1`;

/** Minutes within which a repeated request does not send the same email again. */
const repeatAfterMinutes = 10;

/**
 * Condition: an email of this kind to the same subject was sent, or is about to be, in the last minutes; one scheduled for later than `due` does not
 * count. Someone who presses a button five times gets one email and does not use up the day's allowance. @param subject @param kind @param now @param
 * due SQL expressions
 */
export const recentlyMailed = (subject: string, kind: string, now: string, due: string): string => `
  exists (select 1 from outbox_mail o where o.subject_id = ${subject} and o.kind = ${kind} and o.created_at > ${now} - interval '${repeatAfterMinutes} minutes'
          and o.due_at <= ${due} and o.status in ('queued', 'sending', 'sent'))`;

/** Removes emails scheduled for later, because one is sent now. @param from a query with subject_id and due_at */
export const supersedingMails = (from: string): string => `
  delete from outbox_mail o using (${from}) as sooner
  where o.subject_id = sooner.subject_id and o.status = 'queued' and o.due_at > sooner.due_at
    and o.subject_id = any(array(select subject_id from (${from}) as s)) returning 1`;

/**
 * Wakes the dispatchers. Never part of the transaction that queues the email: from a NOTIFY to the end of its commit, PostgreSQL lets no other
 * transaction with a NOTIFY commit.
 */
export const wakeDispatchers = (tx: Tx) => tx.$executeRaw`select pg_notify(${outboxChannel}, '')`;

/** Claims due emails for one dispatcher, oldest first; several dispatchers never get the same row. */
export const claimMails: Statement = {
  name: 'mail.claim',
  text: `
  with due as (
    select id from outbox_mail where status = 'queued' and due_at <= $2
    order by due_at, id limit $3 for update skip locked
  )
  update outbox_mail as o
  set status = 'sending', claimed_by = $1, claimed_at = $2, attempts = attempts + 1
  from due where o.id = due.id and o.id = any(array(select id from due))
  returning o.id, o.kind, o.subject_id as "subjectId", o.locale, o.domain, o.attempts, o.created_at as "createdAt", o.outcome_unknown_at is not null as repeat`,
};

export const settled = parameters(
  { now: 'timestamptz', dispatcher: 'int' },
  {
    id: 'uuid',
    status: 'text',
    due_at: 'timestamptz',
    counted: 'boolean',
    smtp_code: 'int',
    answer_rule: 'text',
    unknown: 'boolean',
  },
);

/**
 * Records the outcomes of emails a dispatcher holds. A null `due_at` ends the email, a date queues it again. `counted` false does not count the
 * attempt: the server was not reached, so nothing was tried.
 */
export const settleMails: Statement = {
  name: 'mail.settle',
  idempotent: true,
  text: `
  update outbox_mail as o
  set status = r.status, due_at = coalesce(r.due_at, o.due_at), claimed_by = null, claimed_at = null,
      attempts = o.attempts - case when r.counted then 0 else 1 end,
      smtp_code = r.smtp_code, answer_rule = r.answer_rule,
      outcome_unknown_at = coalesce(o.outcome_unknown_at, case when r.unknown then ${settled.$.now} end),
      finished_at = case when r.due_at is null then ${settled.$.now} end
  from ${settled.rows('r')}
  where o.id = r.id and o.id = any(${settled.columns.id}) and o.status = 'sending' and o.claimed_by = ${settled.$.dispatcher}`,
};

/**
 * Queues the emails of a dead dispatcher again. It may have handed an email over without recording it, so each row is marked: its next sending may be
 * a duplicate.
 */
export const recoverMails: Statement = {
  name: 'mail.recover',
  text: `
  update outbox_mail set status = 'queued', claimed_by = null, claimed_at = null, outcome_unknown_at = coalesce(outcome_unknown_at, $1)
  where status = 'sending' and claimed_by not in (${livingDispatchers}
  )
  returning id`,
};

/** Queues again, untried, what dispatcher $1 holds according to the table but does not know of ($2: what it knows). */
export const takeBackMails: Statement = {
  name: 'mail.take_back',
  text: `
  update outbox_mail set status = 'queued', claimed_by = null, claimed_at = null, attempts = attempts - 1
  where status = 'sending' and claimed_by = $1 and id <> all($2::uuid[])`,
};

/**
 * How many emails are waiting and in flight, and for how many seconds at $1 the oldest waiting one has been due. Each number uses the partial index
 * of its state: most rows are finished and stay for months.
 */
export const countUnfinished: Statement = {
  name: 'mail.count_unfinished',
  text: `
  select (select count(*)::int from outbox_mail where status = 'queued') as queued,
         (select count(*)::int from outbox_mail where status = 'sending' and claimed_by is not null) as sending,
         (select extract(epoch from $1::timestamptz - min(due_at))::float8 from outbox_mail where status = 'queued') as oldest`,
};

export interface SuppressionRow {
  addressKey: Uint8Array;
  reason: string;
  rule: string;
  createdAt: Date;
  renewedAt: Date | null;
}

/** Addresses among the given ones that get no email, with the reason. */
export const findSuppressed = (tx: Tx, keys: Uint8Array<ArrayBuffer>[]) => tx.$queryRaw<SuppressionRow[]>`
  select address_key as "addressKey", reason, rule, created_at as "createdAt", renewed_at as "renewedAt" from mail_suppression where address_key = any(${keys}::bytea[])`;

/** Removes every trace of emails about these subjects; used when the subject is erased. */
export const forgettingMails = (from: string): string =>
  `delete from outbox_mail where subject_id = any(array(${from})) returning 1`;

/** Deletes emails that were finished before an instant, some at a time. */
export const forgettingFinishedMails = (before: string, limit: string): string => `
  delete from outbox_mail where id = any(array(select id from outbox_mail where finished_at < ${before} order by finished_at limit ${limit})) returning 1`;

/**
 * Hands out up to `wanted` sending slots of a rate and advances its clock (generic cell rate algorithm). Unused time is kept for one second or one
 * slot, whichever is longer, so a pause is not followed by a burst.
 */
export async function takeSlots(tx: Tx, key: string, perSecond: number, wanted: number, now: Date): Promise<number> {
  await tx.$executeRaw`insert into mail_rate (key, spent_until) values (${key}, ${now.getTime()}::float8) on conflict do nothing`;
  const [row] = await tx.$queryRaw<
    { spent: number }[]
  >`select spent_until as spent from mail_rate where key = ${key} for update`;
  const slot = 1000 / perSecond;
  // A worker with a wrong clock may have reserved hours ahead: nobody waits for that longer than for one slot.
  const spent = Math.min(row?.spent ?? 0, now.getTime() + slot);
  const from = Math.max(spent, now.getTime() - Math.max(1000, slot));
  // A thousandth of a slot is tolerated: the clock is a sum of many fractions.
  const taken = Math.max(0, Math.min(wanted, Math.floor((now.getTime() - from) / slot + 0.001)));
  await tx.$executeRaw`update mail_rate set spent_until = ${from + taken * slot}::float8 where key = ${key}`;
  return taken;
}

/** Returns slots that were reserved but not used. */
export const returnSlots = (tx: Tx, key: string, perSecond: number, unused: number) => tx.$executeRaw`
  update mail_rate set spent_until = spent_until - ${(unused * 1000) / perSecond}::float8 where key = ${key}`;

/** Puts claimed emails back into the queue untried, each with its own due time. */
export const returnMails = (tx: Tx, ids: string[], dueAt: Date[]) => tx.$executeRaw`
  update outbox_mail as o set status = 'queued', due_at = r.due_at, claimed_by = null, claimed_at = null, attempts = attempts - 1
  from unnest(${ids}::uuid[], ${dueAt}::timestamptz[]) as r(id, due_at) where o.id = r.id`;
