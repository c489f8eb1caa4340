import type { Statement, Tx } from '../platform/database/database.js';
import { parameters } from '../platform/database/parameters.js';
import { appendingEvents } from '../platform/events/events.sql.js';
import { enqueueing, forgettingMails, recentlyMailed, supersedingMails } from '../platform/mail/outbox.sql.js';
import {
  confirmingAddresses,
  consentsInForce,
  forgettingConsents,
  forgettingSupporters,
  meetingSupporters,
  recordingConsents,
} from '../supporters/supporters.sql.js';
import { staffShadowRule } from './fraud.values.js';
import { shownHash } from './shown.sql.js';
import { deletingSignatures, addingCountDeltas } from './signatures.sql.js';
import { signaturesConfirmed, signaturesWithdrawn } from './signature-events.sql.js';

/** Input of `takeSignups`: a row for each sign-up, numbered by `ord`. Keys are hexadecimal. */
export const signups = parameters(
  { now: 'timestamptz', mailsPerDay: 'int' },
  {
    ord: 'int',
    signature_id: 'uuid',
    supporter_id: 'uuid',
    mail_id: 'uuid',
    petition_id: 'uuid',
    email_key_hex: 'text',
    email: 'text',
    domain: 'text',
    locale: 'text',
    given_name: 'text',
    family_name: 'text',
    country: 'text',
    postal_code: 'text',
    comment: 'text',
    answers: 'jsonb',
    show_name: 'boolean',
    source: 'text',
    version: 'int',
    shadow_rule: 'text',
    shadow_inputs: 'jsonb',
    range_key_hex: 'text',
    consents: 'jsonb',
    method: 'text',
    page: 'text',
    mail_at: 'timestamptz',
  },
);

/**
 * Stores a batch of sign-ups in one statement and one transaction: persons, signatures, consents, count deltas, emails. No two rows of a batch have
 * the same mailbox.
 *
 * - A new person gets a pending signature.
 * - Anyone who signed but has not confirmed gets the newest details, unless these came through a trap and the earlier ones did not. Exceeding a limit
 * is nobody's fault in particular, so such a sign-up replaces too: the confirmation page shows whose details they are.
 * - Anyone who has confirmed keeps everything unchanged and is told so by email.
 * - Each gets an email at the time the guard says (`mail_at`; null: none), unless the same email has just been sent, and while the mailbox's daily
 * allowance (`mailsPerDay`) lasts. A sign-up without an email does not use the allowance, so that nobody can use it up for somebody else.
 *
 * - One that was stored before, by this very statement whose answer was lost with the connection, is left as it is, whatever its owner has done since.
 *
 * Returns the positions (`ord`) that were processed. One is missing only when another process created the same signature concurrently; it is then
 * simply tried again.
 */
export const takeSignups: Statement = {
  name: 'petitions.take_signups',
  idempotent: true,
  text: `
  with input as (
    select i.*, decode(i.email_key_hex, 'hex') as email_key, decode(i.range_key_hex, 'hex') as range_key
    from ${signups.rows('i')}
  ),
  prior as (
    select i.ord, g.id, g.supporter_id, g.petition_id, g.status, g.country, g.shadow_rule, (g.signed_at at time zone 'UTC')::date as day
    from input i
    cross join lateral (select id from supporter where email_key = i.email_key offset 0) s
    cross join lateral (select * from signature where supporter_id = s.id and petition_id = i.petition_id for update) g
  ),
  mailing as (
    select i.ord, i.supporter_id, i.email_key, i.email, i.locale, p.kind,
           (i.mail_at is not null and p.id is distinct from i.signature_id and not ${recentlyMailed('p.id', 'p.kind', signups.$.now, 'i.mail_at')})::int as mails
    from input i left join lateral (
      select id, case when status = 'confirmed' then 'petitions.already_signed' else 'petitions.confirm' end as kind from prior where prior.ord = i.ord
    ) p on true
  ),
  person as (${meetingSupporters('mailing', signups.$.now, `(${signups.$.now} at time zone 'UTC')::date`)}),
  fresh as (
    insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, postal_code, locale, comment,
                           answers, show_name, source, version, signed_at, shadow_rule, shadow_inputs, shadowed_at, range_key)
    select i.signature_id, i.petition_id, p.id, 'pending', i.given_name, i.family_name, i.country, i.postal_code, i.locale, i.comment,
           i.answers, i.show_name, i.source, i.version, ${signups.$.now}, i.shadow_rule, i.shadow_inputs, case when i.shadow_rule is not null then ${signups.$.now} end, i.range_key
    from input i join person p on p.email_key = i.email_key
    where not exists (select 1 from prior where prior.ord = i.ord)
    on conflict (supporter_id, petition_id) do nothing
    returning id, supporter_id, petition_id, country, shadow_rule
  ),
  replaced as (
    update signature g
    set given_name = i.given_name, family_name = i.family_name, country = i.country, postal_code = i.postal_code, locale = i.locale,
        comment = i.comment, answers = i.answers, show_name = i.show_name, source = i.source, version = i.version, range_key = i.range_key,
        shadow_rule = i.shadow_rule, shadow_inputs = i.shadow_inputs, shadowed_at = case when i.shadow_rule is not null then ${signups.$.now} end
    from input i join prior on prior.ord = i.ord
    where g.id = prior.id and g.id = any(array(select id from prior)) and prior.status = 'pending' and prior.id <> i.signature_id
      and (i.shadow_rule is null or right(i.shadow_rule, 6) = '_limit' or prior.shadow_rule is not null)
      and prior.shadow_rule is distinct from '${staffShadowRule}'
    returning i.ord, g.id, g.supporter_id, g.petition_id, g.country, g.shadow_rule, prior.day, prior.country as old_country, prior.shadow_rule as old_shadow
  ),
  written as (
    select i.ord, f.id, f.supporter_id from fresh f join input i on i.signature_id = f.id
    union all select ord, id, supporter_id from replaced
  ),
  agreed as (${recordingConsents(
    `select w.supporter_id, w.id as subject_id, 'signature' as subject_kind, c.purpose, coalesce(c.recipient, '') as recipient, c.wording, i.locale, true as given, i.method, i.page
     from written w join input i on i.ord = w.ord cross join lateral jsonb_to_recordset(i.consents) as c(purpose text, wording text, recipient text)
     union all
     select r.supporter_id, r.id, 'signature', c.purpose, c.recipient, c.wording, i.locale, false, i.method, i.page
     from replaced r join input i on i.ord = r.ord cross join lateral (${consentsInForce('r.id')}) c
     where c.given and not exists (
       select 1 from jsonb_to_recordset(i.consents) as n(purpose text, recipient text)
       where n.purpose = c.purpose and coalesce(n.recipient, '') = c.recipient)`,
    signups.$.now,
  )}),
  counted as (${addingCountDeltas(`
    select petition_id, country, day, sum(n), 0 from (
      select petition_id, country, (${signups.$.now} at time zone 'UTC')::date as day, 1 as n from fresh where shadow_rule is null
      union all select petition_id, country, day, 1 from replaced where shadow_rule is null
      union all select petition_id, old_country, day, -1 from replaced where old_shadow is null
    ) d group by petition_id, country, day having sum(n) <> 0`)}),
  met as (
    select ord, id from prior
    union all select i.ord, f.id from fresh f join input i on i.signature_id = f.id
  ),
  due as (
    select i.mail_id as id, coalesce(w.kind, 'petitions.confirm') as kind, m.id as subject_id, i.locale, i.domain, ${signups.$.now} as created_at, i.mail_at as due_at
    from met m join input i on i.ord = m.ord join mailing w on w.ord = m.ord join person p on p.email_key = i.email_key
    where w.mails = 1 and p.mail_count <= ${signups.$.mailsPerDay}
  ),
  superseded as (${supersedingMails('select subject_id, due_at from due')}),
  mailed as (${enqueueing('select * from due', 'due_at')})
  select ord, id from met`,
};

/** The same for one sign-up inside a larger transaction. */
export const takeSignupIn = (tx: Tx, values: readonly unknown[]) =>
  tx.$queryRawUnsafe<{ ord: number; id: string }[]>(takeSignups.text, ...values);

/**
 * Confirms a batch of signatures ($1) whose details are the ones shown ($2: hash of the details on the page, null where no page was posted). Pending
 * ones get the next positions of their petition. A sign-up an automatic check doubted is now trusted and keeps a record of the doubt; one quarantined
 * by staff stays so, confirmed and not counted. One that is already confirmed, gone, or different from what was shown is unchanged. $3 now
 */
export const takeConfirmations: Statement = {
  name: 'petitions.take_confirmations',
  idempotent: true,
  text: `
  with asked as (select * from unnest($1::uuid[], $2::text[]) as a(id, shown)),
  locked as (
    select g.id, g.petition_id, g.supporter_id, g.country, g.status, g.shadow_rule, coalesce(g.shadow_rule = '${staffShadowRule}', false) as held,
           (g.signed_at at time zone 'UTC')::date as day, g.status = 'pending' and a.shown is not null and a.shown <> ${shownHash('g')} as changed
    from asked a join signature g on g.id = a.id and g.id = any($1::uuid[]) order by g.id for update of g
  ),
  due as (
    select *, row_number() over (partition by petition_id order by id) as place from locked where status = 'pending' and not changed
  ),
  numbered as (
    update petition p set last_number = p.last_number + t.n
    from (select petition_id, count(*)::int as n from due group by petition_id) t
    where p.id = t.petition_id
    returning p.id, p.last_number - t.n as base
  ),
  done as (
    update signature g
    set status = 'confirmed', confirmed_at = $3, number = n.base + d.place,
        doubt = case when g.shadow_rule is not null and not d.held
                     then jsonb_build_object('rule', g.shadow_rule, 'inputs', g.shadow_inputs, 'at', g.shadowed_at) end,
        shadow_rule = case when d.held then g.shadow_rule end, shadowed_at = case when d.held then g.shadowed_at end,
        shadow_inputs = case when d.held then g.shadow_inputs || '{"numbered": true}' end
    from due d join numbered n on n.id = d.petition_id
    where g.id = d.id and g.id = any($1::uuid[])
    returning g.id
  ),
  known as (${confirmingAddresses('due', '$3::timestamptz')}),
  counted as (${addingCountDeltas(`
    select petition_id, country, day, sum(p), sum(c) from (
      select petition_id, country, day, -1 as p, 0 as c from due where shadow_rule is null
      union all select petition_id, country, ($3::timestamptz at time zone 'UTC')::date, 0, 1 from due where not held
    ) d group by petition_id, country, day`)}),
  told as (${appendingEvents(signaturesConfirmed('due', 'link', 'not d.held'), '$3::timestamptz')})
  select id, case when changed then 'changed' else status end as status from locked`,
};

/** Of erased signatures, those that counted. */
const counting = `d.status = 'confirmed' and d.shadow_rule is null`;

/**
 * Erases one signature with its consents and emails, removes it from the counts, and deletes the address of a person with no other signature. Returns
 * the erased row's id, or nothing when it was gone. $2 now
 */
export const eraseSignature: Statement = {
  name: 'petitions.erase_signature',
  text: `
  with gone as (${deletingSignatures('g.id = $1')}),
  consents as (${forgettingConsents('select id from gone')}),
  mails as (${forgettingMails('select id from gone')}),
  person as (${forgettingSupporters('gone')}),
  counted as (${addingCountDeltas(`
    select petition_id, country, day, -(status = 'pending')::int, -(status = 'confirmed')::int from gone where shadow_rule is null`)}),
  told as (${appendingEvents(signaturesWithdrawn('gone', 'taken_back', counting), '$2::timestamptz')})
  select id from gone`,
};
