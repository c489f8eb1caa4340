import { forgettingStagedRows } from '../imports/import.sql.js';
import type { Statement, Tx } from '../platform/database/database.js';
import { parameters } from '../platform/database/parameters.js';
import { appendingEvents } from '../platform/events/events.sql.js';
import { enqueueing, forgettingMails } from '../platform/mail/outbox.sql.js';
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
 * Queues the email with the link to one's own data, if the mailbox of key $1 is known and within its daily allowance. The same statement runs for
 * every address and the result never varies, so it cannot be used to probe for accounts. $2 id of the email, $3 language, $4 now, $5 emails a day
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
  select 1`,
};

export const correction = parameters({
  signature: 'uuid',
  supporter: 'uuid',
  givenName: 'text',
  familyName: 'text',
  country: 'char(2)',
  postalCode: 'text',
  comment: 'text',
  showName: 'boolean',
  wording: 'text',
  locale: 'text',
  now: 'timestamptz',
});

/** The signature $signature of the person $supporter, locked, with what the counts know of it. */
const signatureBefore = (of: Record<'signature' | 'supporter', string>): string => `
  select id, supporter_id, petition_id, country, status, shadow_rule, show_name, (coalesce(confirmed_at, signed_at) at time zone 'UTC')::date as day
  from signature where id = ${of.signature} and supporter_id = ${of.supporter} for update`;

/** Moves the signature in `before` to another country in the counts. */
const movingCountry = (country: string): string =>
  addingCountDeltas(
    `select b.petition_id, c.country, b.day, c.n * (b.status = 'pending')::int, c.n * (b.status = 'confirmed')::int
     from before b cross join lateral (values (b.country, -1), (${country}, 1)) as c(country, n)
     where b.shadow_rule is null and b.country <> ${country}`,
  );

/**
 * Corrects a person's details of a signature; a new country also moves the signature in the counts. A change of "show my name" is recorded as a
 * consent given or withdrawn, with the wording the page showed (null where none is offered).
 */
export const correctSignature: Statement = {
  name: 'petitions.correct_signature',
  text: `
  with before as (${signatureBefore(correction.$)}),
  corrected as (${correctingSignature('before', correction.$)}),
  agreed as (${recordingConsents(
    `select supporter_id, id as subject_id, 'signature' as subject_kind, 'show-name' as purpose, '' as recipient, ${correction.$.wording} as wording, ${correction.$.locale} as locale, ${correction.$.showName} as given,
            'my_data' as method, '/me' as page
     from before where show_name <> ${correction.$.showName} and ${correction.$.wording} is not null`,
    correction.$.now,
  )}),
  told as (${appendingEvents(`${consentsChanged('agreed')} union all ${signaturesCorrected('corrected', correction.$.country)}`, correction.$.now)}),
  counted as (${movingCountry(correction.$.country)})
  select id from corrected`,
};

export const staffCorrection = parameters({
  signature: 'uuid',
  supporter: 'uuid',
  givenName: 'text',
  familyName: 'text',
  country: 'char(2)',
  postalCode: 'text',
  now: 'timestamptz',
});

/** Nobody else changes the signature until the transaction ends. */
export const lockSignature = (tx: Tx, id: string) =>
  tx.$executeRaw`select from signature where id = ${id}::uuid for update`;

/** The same by staff, who leave the comment and "show my name" as they are; in the transaction that records it. */
export const correctSignatureByStaff = (tx: Tx, values: unknown[]) => {
  const { $ } = staffCorrection;
  return tx.$queryRawUnsafe<{ id: string }[]>(
    `
  with before as (${signatureBefore($)}),
  corrected as (${correctingSignature('before', { ...$, comment: 'g.comment', showName: 'g.show_name' })}),
  told as (${appendingEvents(signaturesCorrected('corrected', $.country), $.now)}),
  counted as (${movingCountry($.country)})
  select id from corrected`,
    ...values,
  );
};

export const consentChanges = parameters(
  { signature: 'uuid', supporter: 'uuid', locale: 'text', now: 'timestamptz' },
  { purpose: 'text', wording: 'text', given: 'boolean', recipient: 'text' },
);

/** Records that a person gave or withdrew consents under a signature. */
export const recordOwnConsents: Statement = {
  name: 'petitions.record_own_consents',
  text: `
  with own as (select id, supporter_id from signature where id = ${consentChanges.$.signature} and supporter_id = ${consentChanges.$.supporter}),
  recorded as (${recordingConsents(
    `select own.supporter_id, own.id as subject_id, 'signature' as subject_kind, c.purpose, c.recipient, c.wording, ${consentChanges.$.locale} as locale, c.given, 'my_data' as method, '/me' as page
     from own cross join ${consentChanges.rows('c')}`,
    consentChanges.$.now,
  )}),
  told as (${appendingEvents(consentsChanged('recorded'), consentChanges.$.now)})
  select count(*)::int as n from recorded`,
};

/**
 * Erases person $1: every signature and the contact with their consents and emails, the address (and by a trigger the tags), rows of files that
 * contain the address, and their part of the counts. The keyed hash of the mailbox remains, so that the mailbox is still protected from floods and
 * counts once if it signs again. $2 now
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
