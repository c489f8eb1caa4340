/**
 * Finds or creates the person behind each mailbox and counts an email, where one is wanted, against the mailbox's daily allowance. Rows are locked in
 * key order, so that two such statements wait for each other instead of deadlocking. A confirmed address is never replaced by a stranger's spelling
 * of it.
 * @param from a relation with the columns supporter_id, email_key, email, locale, mails (0 or 1: whether an email is wanted)
 * @param now @param day SQL expressions: the instant, and its UTC day
 */
export const meetingSupporters = (from: string, now: string, day: string): string => `
  insert into supporter as s (id, email_key, email, locale, created_at, mail_day, mail_count)
  select supporter_id, email_key, email, locale, ${now}, ${day}, mails from ${from} order by email_key
  on conflict (email_key) do update set
    email = case when s.email_confirmed_at is null then excluded.email else s.email end,
    locale = case when s.email_confirmed_at is null then excluded.locale else s.locale end,
    mail_day = excluded.mail_day,
    mail_count = case when s.mail_day = excluded.mail_day then least(s.mail_count + excluded.mail_count, 30000) else excluded.mail_count end
  returning s.id, s.email_key, s.mail_count`;

/**
 * Finds or creates the person behind each row of an import, in key order. Nobody requested an email, so none is counted, and a person's own details
 * stay; only a missing address is filled in.
 * @param from a relation with the columns supporter_id, email_key, email, locale
 */
export const bringingSupporters = (from: string, now: string, day: string): string => `
  insert into supporter as s (id, email_key, email, locale, created_at, mail_day, mail_count)
  select supporter_id, email_key, email, locale, ${now}, ${day}, 0 from ${from} order by email_key
  on conflict (email_key) do update set email = coalesce(s.email, excluded.email)
  returning s.id, s.email_key`;

/** Gives persons without an address another key, if it is free. @param from a relation with the columns before, after */
export const renamingSupporters = (from: string): string => `
  update supporter s set email_key = d.after from ${from} d
  where s.email_key = d.before and s.email is null and not exists (select 1 from supporter o where o.email_key = d.after)
  returning s.id`;

/** Records that these people responded from their mailbox. */
export const confirmingAddresses = (from: string, now: string): string => `
  update supporter as s set email_confirmed_at = ${now} from ${from} as d
  where s.id = d.supporter_id and s.id = any(array(select supporter_id from ${from})) and s.email_confirmed_at is null
  returning 1`;

/** Condition: the person `s` may get another email that day. */
export const hasMailLeft = (s: string, day: string, cap: string): string =>
  `(${s}.mail_day <> ${day} or ${s}.mail_count < ${cap})`;

/** Uses one email of each person's daily allowance; returns id and email domain of those who had one left. */
export const spendingMails = (from: string, day: string, cap: string): string => `
  update supporter as s
  set mail_day = ${day}, mail_count = case when s.mail_day = ${day} then s.mail_count + 1 else 1 end
  from ${from} as d
  where s.id = d.supporter_id and s.id = any(array(select supporter_id from ${from})) and ${hasMailLeft('s', day, cap)}
  returning s.id, split_part(s.email, '@', 2) as domain`;

/**
 * Records consents given or withdrawn, and returns them: subject_id, purpose, recipient, given.
 * @param from a relation with supporter_id, subject_id, subject_kind, purpose, recipient, wording, locale, given, method, page
 */
export const recordingConsents = (from: string, now: string): string => `
  insert into consent (supporter_id, subject_id, subject_kind, purpose, recipient, wording, locale, given, method, page, recorded_at)
  select supporter_id, subject_id, subject_kind, purpose, recipient, wording, locale, given, method, page, ${now} from (${from}) as c
  returning subject_id, purpose, recipient, given`;

/** The latest record per purpose and recipient of one signature: what is in force now. For use in a lateral join, so that it uses the index. */
export const consentsInForce = (subjectId: string): string => `
  select distinct on (purpose, recipient) purpose, recipient, wording, given from consent
  where subject_id = ${subjectId} order by purpose, recipient, id desc`;

/** The name of a consent `l` in lists: `newsletter:2026-11`, `government/DE:2026-11`. */
export const consentLabel = (l: string): string =>
  `${l}.purpose || case when ${l}.recipient <> '' then '/' || ${l}.recipient else '' end || ':' || ${l}.wording`;

/** Deletes consents of erased signatures. */
export const forgettingConsents = (from: string): string =>
  `delete from consent where subject_id = any(array(${from})) returning 1`;

/** Permanently removes a person's address, whatever else is held. The keyed hash and the mail allowance stay. @param id an SQL expression */
export const forgettingSupporter = (id: string): string => `
  update supporter set email = null, email_confirmed_at = null where id = ${id} returning 1`;

/**
 * Removes the address of people for whom nothing else is held. The keyed hash and the mail allowance stay, so that an erased mailbox is still
 * protected from floods.
 * @param from a relation with supporter_id and id of what is deleted: signatures, letters or contacts
 */
export const forgettingSupporters = (from: string): string => `
  update supporter as s set email = null, email_confirmed_at = null from ${from} as d
  where s.id = d.supporter_id and s.id = any(array(select supporter_id from ${from}))
    and not exists (select 1 from supporter_hold h where h.supporter_id = s.id and h.id <> all(array(select id from ${from})))
  returning 1`;
