import type { Statement, Tx } from '../platform/database/database.js';
import { enqueueing } from '../platform/mail/outbox.sql.js';

/**
 * Counts an attempt to sign in as failed, before the password is checked: concurrent attempts cannot overtake the count, and success deletes the row.
 * Returns nothing while the account is locked. From the 5th failure on, the account is locked for 2^failures seconds (32 s, 64 s, …), at most an
 * hour. The count is deleted after a day without attempts.
 */
export const countAttempt: Statement = {
  name: 'access.count_attempt',
  text: `
  insert into login_failure as f (account_key, failures, locked_until) values ($1, 1, $2)
  on conflict (account_key) do update set (failures, locked_until) = (
    select n.failures, $2::timestamptz + case when n.failures >= 5 then least(3600, 2 ^ least(n.failures, 12)) else 0 end * interval '1 second'
    from (select case when f.locked_until < $2::timestamptz - interval '1 day' then 1 else f.failures + 1 end as failures) n
  )
  where f.locked_until <= $2
  returning failures, locked_until as "lockedUntil"`,
};

/** Undoes the last attempt of a key: it was not checked. It can only have begun while the key was not locked. */
export const forgetAttempt: Statement = {
  name: 'access.forget_attempt',
  text: `
  with one as (delete from login_failure where account_key = $1 and failures <= 1 returning 1)
  update login_failure set failures = failures - 1, locked_until = least(locked_until, $2::timestamptz) where account_key = $1 and failures > 1 and not exists (select from one)`,
};

/** Records that a session was seen, at most once a minute. */
export const touchSession: Statement = {
  name: 'access.touch_session',
  text: `update staff_session set last_seen_at = $2 where id_hash = $1 and last_seen_at < $2::timestamptz - interval '1 minute'`,
};

/** Records the use of a token, at most once a minute, so that a busy client does not cause a write with every request. */
export const touchToken: Statement = {
  name: 'access.touch_token',
  text: `update api_token set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute')`,
};

/** Queues the email with an invitation; it is rendered when it is sent. @param domain of the address */
export const queueInvitation = (tx: Tx, mailId: string, staffId: string, domain: string, now: Date) =>
  tx.$queryRawUnsafe(
    `with queued as (${enqueueing(
      `select $1::uuid as id, 'access.invitation' as kind, $2::uuid as subject_id, 'en' as locale, $3::text as domain, $4::timestamptz as created_at`,
    )}) select count(*)::int as n from queued`,
    mailId,
    staffId,
    domain,
    now,
  );

/**
 * A page of the audit chain, from a position. `content` is the hashed content, without the previous hash; null when the entry is gone. It is written
 * out here too, and hashed by the application: anyone able to change the rows could also replace a database function.
 */
export const readAuditLinks: Statement = {
  name: 'access.read_audit_links',
  text: `
  select l.position, l.entry_id as "entryId", l.hash,
    case when e.id is not null then jsonb_build_array(l.position, e.id, extract(epoch from e.at), e.actor, e.action, e.details)::text end as content
  from audit_link l left join audit_entry e on e.id = l.entry_id
  where l.position >= $1 order by l.position limit $2`,
};

/** A page of audit entries, from an id, each with whether it has a place in the chain. */
export const readWhetherChained: Statement = {
  name: 'access.read_whether_chained',
  text: `
  select e.id, l.position is not null as chained
  from audit_entry e left join audit_link l on l.entry_id = e.id
  where e.id >= $1 order by e.id limit $2`,
};
