import { forgettingStagedRows } from '../imports/import.sql.js';
import type { Statement } from '../platform/database/database.js';
import { appendingEvents } from '../platform/events/events.sql.js';
import { enqueueing, forgettingMails, noticing } from '../platform/mail/outbox.sql.js';
import {
  forgettingConsents,
  forgettingSupporter,
  recordingConsents,
  spendingMails,
} from '../supporters/supporters.sql.js';
import { deletingContacts } from '../petitions/contacts/contacts.sql.js';
import { consentsChanged, signaturesCorrected, signaturesWithdrawn } from '../petitions/signature-events.sql.js';
import { correctingSignature, deletingSignatures, addingCountDeltas } from '../petitions/signatures.sql.js';

/**
 * Queues the mail with the link to one's own data, if the mailbox of key $1 is known and has a mail left today. The same
 * statement runs whoever asks, and its answer tells nothing. $2 id of the mail, $3 language, $4 now, $5 mails a day
 */
export const requestOwnData: Statement = {
  name: 'petitions.request_own_data',
  text: `
  with known as (
    select id as supporter_id from supporter where email_key = $1 and id = any(array(select id from supporter where email_key = $1 and email is not null))
  ),
  spent as (${spendingMails('known', `($4::timestamptz at time zone 'UTC')::date`, '$5::int')}),
  mailed as (${enqueueing(
    `select $2::uuid as id, 'petitions.own_data' as kind, spent.id as subject_id, $3::text as locale, spent.domain, $4::timestamptz as created_at from spent`,
  )})
  select ${noticing}::text as noticed`,
};

/**
 * Corrects what a person told us with signature $1 of person $2; a new country moves the signature's place in the counts.
 * A change of "show my name" is recorded as a consent given or withdrawn, with the wording the page showed ($9, null where none is offered).
 * $3 given name, $4 family name, $5 country, $6 postal code, $7 comment, $8 show name, $10 language, $11 now
 */
export const correctSignature: Statement = {
  name: 'petitions.correct_signature',
  text: `
  with before as (
    select id, supporter_id, petition_id, country, status, shadow_rule, show_name, (coalesce(confirmed_at, signed_at) at time zone 'UTC')::date as day
    from signature where id = $1 and supporter_id = $2 for update
  ),
  corrected as (${correctingSignature('before', {
    givenName: '$3',
    familyName: '$4',
    country: '$5',
    postalCode: '$6',
    comment: '$7',
    showName: '$8',
  })}),
  agreed as (${recordingConsents(
    `select supporter_id, id as subject_id, 'signature' as subject_kind, 'show-name' as purpose, '' as recipient, $9::text as wording, $10::text as locale, $8::boolean as given,
            'my_data' as method, '/me' as page
     from before where show_name <> $8::boolean and $9::text is not null`,
    '$11::timestamptz',
  )}),
  told as (${appendingEvents(`${consentsChanged('agreed')} union all ${signaturesCorrected('corrected', '$5::text')}`, '$11::timestamptz')}),
  counted as (${addingCountDeltas(
    `select b.petition_id, c.country, b.day, c.n * (b.status = 'pending')::int, c.n * (b.status = 'confirmed')::int
     from before b cross join lateral (values (b.country, -1), ($5::char(2), 1)) as c(country, n)
     where b.shadow_rule is null and b.country <> $5::char(2)`,
  )})
  select id from corrected`,
};

/** Records that a person gave or withdrew consents under signature $1. $2 person, $3 purposes, $4 wordings, $5 language, $6 given, $7 now, $8 recipients */
export const recordOwnConsents: Statement = {
  name: 'petitions.record_own_consents',
  text: `
  with own as (select id, supporter_id from signature where id = $1 and supporter_id = $2),
  recorded as (${recordingConsents(
    `select own.supporter_id, own.id as subject_id, 'signature' as subject_kind, c.purpose, c.recipient, c.wording, $5::text as locale, c.given, 'my_data' as method, '/me' as page
     from own cross join unnest($3::text[], $4::text[], $6::boolean[], $8::text[]) as c(purpose, wording, given, recipient)`,
    '$7::timestamptz',
  )}),
  told as (${appendingEvents(consentsChanged('recorded'), '$7::timestamptz')})
  select count(*)::int as n from recorded`,
};

/**
 * Forgets person $1: every signature and the contact with their consents and mails, the address (and by a trigger the labels), rows of files that hold the address, and their part of the counts. The keyed hash of
 * the mailbox stays, so that the mailbox is still protected from floods and counts once if it signs again. $2 now
 */
export const forgetPerson: Statement = {
  name: 'petitions.forget_person',
  text: `
  with gone as (${deletingSignatures('g.supporter_id = $1')}),
  contacts as (${deletingContacts('$1')}),
  consents as (${forgettingConsents('select id from gone union all select id from contacts')}),
  mails as (${forgettingMails('select id from gone union all select $1::uuid')}),
  person as (${forgettingSupporter('$1')}),
  staged as (${forgettingStagedRows('$1')}),
  counted as (${addingCountDeltas(
    `select petition_id, country, day, -count(*) filter (where status = 'pending'), -count(*) filter (where status = 'confirmed')
     from gone where shadow_rule is null group by petition_id, country, day`,
  )}),
  told as (${appendingEvents(
    signaturesWithdrawn('gone', 'forgotten', `d.status = 'confirmed' and d.shadow_rule is null`),
    '$2::timestamptz',
  )})
  select count(*)::int as n from gone`,
};
