import type { RetentionStatements } from '../platform/database/retention.js';
import type { Statement, Tx } from '../platform/database/database.js';
import { forgettingMails } from '../platform/mail/outbox.sql.js';
import { forgettingConsents, forgettingSupporters, recordingConsents } from '../supporters/supporters.sql.js';

/** What remains of a letter when its person is erased: where it went, and its outcome. */
const emptied = `name = null, country = null, text = null, source = null, fingerprint = null, min_hash = '{}', bands = '{}', flag_inputs = null, similarity = null`;

/**
 * Withdraws letter $1 of person $2: its text is deleted at once and missing from any digest made from now on, and one already sent is marked as
 * withdrawn since. The withdrawal is recorded as a withdrawn consent. $3 now, $4 language
 */
const withdrawLetter: Statement = {
  name: 'letters.withdraw_personal_letter',
  text: `
  with gone as (
    update personal_letter set ${emptied}, status = 'withdrawn', reason = null, withdrawn_at = $3::timestamptz, erased_at = $3::timestamptz
    where id = $1::uuid and supporter_id = $2::uuid and status <> 'withdrawn'
    returning id, supporter_id, iso
  ),
  said as (${recordingConsents(
    `select g.supporter_id, g.id as subject_id, 'letter' as subject_kind, c.purpose, c.recipient, c.wording, $4::text as locale, false as given, 'my_data' as method, '/me' as page
     from gone g cross join lateral (select purpose, recipient, wording from consent where subject_id = g.id order by id desc limit 1) c`,
    '$3::timestamptz',
  )}),
  mails as (${forgettingMails('select id from gone')}),
  person as (${forgettingSupporters('gone')})
  select id from gone`,
};

/** The same inside a larger transaction. */
export const withdrawLetterIn = (tx: Tx, values: readonly unknown[]) =>
  tx.$queryRawUnsafe<{ id: string }[]>(withdrawLetter.text, ...values);

/** Letters without text of people whose address is gone: nobody can ask for them any more. */
const ofNobody = `select l.id from personal_letter l join supporter s on s.id = l.supporter_id
  where s.email is null and l.erased_at is not null`;

/** Unlinks such letters from their writers, with the consents: only destination and outcome remain. @param ids a select */
const unlinking = (ids: string): string => `
  with gone as (
    update personal_letter l set supporter_id = null where l.id = any(array(${ids})) returning l.id
  ),
  consents as (${forgettingConsents('select id from gone')})
  select count(*)::int as n from gone`;

/** The same for one person $1, in the transaction that withdrew the last letter. */
export const unlinkLettersOf = (tx: Tx, supporterId: string) =>
  tx.$queryRawUnsafe(unlinking(`${ofNobody} and s.id = $1::uuid`), supporterId);

/** Those of everybody, such as rejected letters whose texts were erased before $1. $2 how many at once */
export const lettersOfNobody: RetentionStatements = {
  count: {
    name: 'letters.count_of_nobody',
    text: `select count(*)::int as n from (${ofNobody} and l.erased_at < $1) l`,
  },
  apply: {
    name: 'letters.unlink_of_nobody',
    text: unlinking(`${ofNobody} and l.erased_at < $1 order by l.id limit $2`),
  },
};

/** Erases the letters of person $1: those that were not sent entirely; of others only destination and outcome remain. $2 now */
export const forgetLetters: Statement = {
  name: 'letters.forget_personal_letters',
  text: `
  with unseen as (delete from personal_letter where supporter_id = $1::uuid and status = 'unconfirmed' returning id),
  gone as (
    update personal_letter
    set ${emptied}, supporter_id = null, status = 'withdrawn', reason = null,
        withdrawn_at = coalesce(withdrawn_at, $2::timestamptz), erased_at = coalesce(erased_at, $2::timestamptz)
    where supporter_id = $1::uuid and status <> 'unconfirmed'
    returning id
  ),
  ids as (select id from unseen union all select id from gone),
  consents as (${forgettingConsents('select id from ids')}),
  mails as (${forgettingMails('select id from ids')})
  select count(*)::int as n from ids`,
};

/** Letters of petitions that had ended by $1. */
const ended = `select l.id from personal_letter l join petition p on p.id = l.petition_id
  where coalesce(p.closed_at, p.closes_at) <= $1 and l.supporter_id is not null`;

/** Letters that were never confirmed. $1 everything older than this, $2 how many at once */
export const unconfirmedLetters: RetentionStatements = {
  count: {
    name: 'letters.count_unconfirmed',
    text: `select count(*)::int as n from personal_letter where status = 'unconfirmed' and written_at < $1`,
  },
  apply: {
    name: 'letters.erase_unconfirmed',
    text: `
    with gone as (
      delete from personal_letter l
      where l.id = any(array(select id from personal_letter where status = 'unconfirmed' and written_at < $1 order by id limit $2 for update skip locked))
        and l.status = 'unconfirmed'
      returning l.id, l.supporter_id
    ),
    consents as (${forgettingConsents('select id from gone')}),
    mails as (${forgettingMails('select id from gone')}),
    person as (${forgettingSupporters('gone')})
    select count(*)::int as n from gone`,
  },
};

/** Rejected letters: the person still sees that, and why. */
export const rejectedLetters: RetentionStatements = {
  count: {
    name: 'letters.count_rejected',
    text: `select count(*)::int as n from personal_letter where status = 'rejected' and erased_at is null and decided_at < $1`,
  },
  apply: {
    name: 'letters.erase_rejected',
    text: `
    with gone as (
      update personal_letter l set ${emptied}, erased_at = now()
      where l.id = any(array(
          select id from personal_letter where status = 'rejected' and erased_at is null and decided_at < $1 order by id limit $2 for update skip locked))
        and l.status = 'rejected' and l.erased_at is null
      returning l.id, l.supporter_id
    ),
    person as (${forgettingSupporters('gone')})
    select count(*)::int as n from gone`,
  },
};

/** Letters of petitions that ended: only destination and outcome remain. */
export const lettersOfEndedPetitions: RetentionStatements = {
  count: { name: 'letters.count_of_ended', text: `select count(*)::int as n from (${ended}) l` },
  apply: {
    name: 'letters.erase_of_ended',
    text: `
    with due as (select id, supporter_id from personal_letter where id = any(array(${ended} order by l.id limit $2)) for update skip locked),
    gone as (
      update personal_letter l
      set ${emptied}, supporter_id = null, status = 'withdrawn', reason = null, erased_at = coalesce(l.erased_at, now())
      from due where l.id = due.id and l.id = any(array(select id from due))
      returning l.id, due.supporter_id
    ),
    consents as (${forgettingConsents('select id from gone')}),
    mails as (${forgettingMails('select id from gone')}),
    person as (${forgettingSupporters('gone')})
    select count(*)::int as n from gone`,
  },
};
