import type { Statement } from '../../platform/database/database.js';
import { appendingEvents } from '../../platform/events/events.sql.js';
import { enqueueing } from '../../platform/mail/outbox.sql.js';
import { recordingConsents } from '../../supporters/supporters.sql.js';
import { addingCountDeltas, reservingNumbers } from '../signatures.sql.js';
import { signaturesConfirmed } from '../signature-events.sql.js';

/**
 * Asks the next signers of the petition before $1, by email: those whose signature counts and who have not been asked. $2 now, $3 how many at most.
 * Question and email are written together, so nobody is asked twice and nobody is left out, whatever stops in between.
 */
export const askEarlierSigners: Statement = {
  name: 'petitions.ask_earlier_signers',
  text: `
  with coming as (
    select g.id, g.locale, split_part(s.email, '@', 2) as domain
    from petition p join signature g on g.petition_id = p.predecessor_id join supporter s on s.id = g.supporter_id
    where p.id = $1::uuid and p.opens_at <= $2::timestamptz and g.status = 'confirmed' and g.shadow_rule is null and s.email is not null
      and not exists (select 1 from successor_question q where q.signature_id = g.id)
    order by g.id limit $3::int
  ),
  asked as (
    insert into successor_question (signature_id, petition_id, asked_at) select id, $1::uuid, $2::timestamptz from coming
    on conflict do nothing returning signature_id
  ),
  mailed as (${enqueueing(
    `select gen_random_uuid() as id, 'petitions.successor' as kind, c.id as subject_id, c.locale, c.domain, $2::timestamptz as created_at
     from coming c join asked a on a.signature_id = c.id`,
  )})
  select count(*)::int as n from asked`,
};

/**
 * The signer of $1 also signs the successor: a signature of its own, confirmed at once, because the link came by email. $2 its id, $3 now, $4 version
 * of the successor, $5 wording of the consent to sign it. Repeating it changes nothing; a sign-up that still waits for confirmation is confirmed by its
 * own link.
 */
export const keepSignature: Statement = {
  name: 'petitions.keep_signature',
  text: `
  with question as (
    select q.signature_id, q.petition_id from successor_question q where q.signature_id = $1::uuid and q.answer is distinct from 'kept' for update
  ),
  coming as (
    select $2::uuid as id, q.petition_id, g.supporter_id, g.given_name, g.family_name, g.country, g.postal_code, g.locale
    from question q join signature g on g.id = q.signature_id
    where g.status = 'confirmed' and g.shadow_rule is null
      and not exists (select 1 from signature held where held.supporter_id = g.supporter_id and held.petition_id = q.petition_id)
  ),
  numbered as (${reservingNumbers('coming')}),
  kept as (
    insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, postal_code, locale, show_name, source, version,
                           signed_at, confirmed_at, number)
    select c.id, c.petition_id, c.supporter_id, 'confirmed', c.given_name, c.family_name, c.country, c.postal_code, c.locale, false, 'kept', $4::int,
           $3::timestamptz, $3::timestamptz, n.base + 1
    from coming c cross join numbered n
    on conflict (supporter_id, petition_id) do nothing
    returning id, petition_id, supporter_id, country, locale
  ),
  agreed as (${recordingConsents(
    `select supporter_id, id as subject_id, 'signature' as subject_kind, 'signature' as purpose, '' as recipient, $5::text as wording, locale, true as given, 'link' as method, '/k' as page from kept`,
    '$3::timestamptz',
  )}),
  counted as (${addingCountDeltas(`select petition_id, country, ($3::timestamptz at time zone 'UTC')::date, 0, 1 from kept`)}),
  told as (${appendingEvents(signaturesConfirmed('kept', 'link', 'true'), '$3::timestamptz')}),
  answered as (
    update successor_question q set answer = 'kept', answered_at = $3::timestamptz from question
    where q.signature_id = question.signature_id and (exists (select 1 from kept) or exists (
      select 1 from signature held join signature g on g.id = $1::uuid where held.supporter_id = g.supporter_id and held.petition_id = question.petition_id))
    returning 1
  )
  select count(*)::int as n from answered`,
};

/** How the signers of the petition before $1 have answered. */
export const countAnswers: Statement = {
  name: 'petitions.count_successor_answers',
  text: `
  select count(*)::int as asked, count(*) filter (where answer = 'kept')::int as kept, count(*) filter (where answer = 'taken_back')::int as "takenBack"
  from successor_question where petition_id = $1::uuid`,
};
