import type { RetentionStatements } from '../../platform/database/retention.js';
import type { Statement, Tx } from '../../platform/database/database.js';
import { parameters } from '../../platform/database/parameters.js';
import { enqueueing, forgettingMails, recentlyMailed } from '../../platform/mail/outbox.sql.js';
import {
  bringingSupporters,
  confirmingAddresses,
  forgettingConsents,
  forgettingSupporters,
  meetingSupporters,
  recordingConsents,
} from '../../supporters/supporters.sql.js';

/** Deletes the contact of a person. @param supporterId an SQL expression */
export const deletingContacts = (supporterId: string): string =>
  `delete from contact where supporter_id = ${supporterId} returning id`;

/** Input of a sign-up without a signature: the key of the mailbox in hexadecimal, and when its email may be sent (null: none). */
export const oneContact = parameters({
  contact: 'uuid',
  supporter: 'uuid',
  mail: 'uuid',
  emailKey: 'text',
  email: 'text',
  domain: 'text',
  locale: 'text',
  fields: 'jsonb',
  now: 'timestamptz',
  enteredBy: 'text',
  mailsPerDay: 'int',
  shadowRule: 'text',
  shadowInputs: 'jsonb',
  consents: 'jsonb',
  mailAt: 'timestamptz',
});
const { $ } = oneContact;

const columns = ['given_name', 'family_name', 'country', 'postal_code', 'source'] as const;
/** A given field replaces what there is, even with nothing; a missing one does not. */
const merged = columns.map(
  (column) => `${column} = case when ${$.fields} ? '${column}' then ${$.fields} ->> '${column}' else c.${column} end`,
);
const day = `(${$.now} at time zone 'UTC')::date`;

/**
 * Stores one sign-up without a signature, in one statement: person, contact, consents, email. One by an unauthenticated client waits for
 * confirmation, never replaces what an API client entered, what was confirmed, or an honest one by a suspicious one, and sends email while the daily
 * allowance lasts. One by an API client (`enteredBy`) takes effect at once where the mailbox was confirmed before; else it waits too, and one email
 * is sent when it is new. Returns the person, and whether something was written.
 */
const takingContact = (trusted: boolean): string => `
  with input as (
    select ${$.supporter} as supporter_id, decode(${$.emailKey}, 'hex') as email_key, ${$.email} as email, ${$.locale} as locale,
           (${$.mailAt} is not null and not ${recentlyMailed('k.id', `'petitions.own_data'`, $.now, $.mailAt)})::int as mails
    from (select ${$.emailKey} as key) a left join supporter k on k.email_key = decode(a.key, 'hex')
  ),
  known as (select id, email_confirmed_at from supporter where email_key = (select email_key from input)),
  prior as (select c.* from known cross join lateral (select * from contact where supporter_id = known.id for update) c),
  holds as (select ${trusted ? 'exists (select 1 from known where email_confirmed_at is not null)' : 'false'} as at_once),
  person as (${trusted ? bringingSupporters('input', $.now, day) : meetingSupporters('input', $.now, day)}),
  fresh as (
    insert into contact (id, supporter_id, status, ${columns.join(', ')}, locale, created_at, modified_at, confirmed_at, entered_by, shadow_rule, shadow_inputs)
    select ${$.contact}, p.id, case when h.at_once then 'confirmed' else 'pending' end, ${columns.map((column) => `${$.fields} ->> '${column}'`).join(', ')},
           ${$.locale}, ${$.now}, ${$.now}, case when h.at_once then ${$.now} end, ${$.enteredBy}, ${$.shadowRule}, ${$.shadowInputs}
    from person p cross join holds h where not exists (select 1 from prior)
    on conflict (supporter_id) do nothing
    returning id, supporter_id, status
  ),
  replaced as (
    update contact c set ${merged.join(', ')}, modified_at = ${$.now}, entered_by = coalesce(${$.enteredBy}, c.entered_by), shadow_rule = ${$.shadowRule},
      shadow_inputs = ${$.shadowInputs}, status = case when h.at_once then 'confirmed' else c.status end,
      confirmed_at = case when h.at_once then coalesce(c.confirmed_at, ${$.now}) else c.confirmed_at end
    from prior cross join holds h
    where c.id = prior.id and (${trusted ? 'true' : `prior.status = 'pending' and prior.entered_by is null and (${$.shadowRule} is null or prior.shadow_rule is not null)`})
    returning c.id, c.supporter_id
  ),
  written as (select id, supporter_id from fresh union all select id, supporter_id from replaced),
  agreed as (${recordingConsents(
    `select w.supporter_id, w.id as subject_id, 'contact' as subject_kind, a.purpose, '' as recipient, a.wording, ${$.locale} as locale, true as given, 'api' as method, null as page
     from written w cross join lateral jsonb_to_recordset(${$.consents}) as a(purpose text, wording text)`,
    $.now,
  )}),
  mailed as (${enqueueing(
    `select ${$.mail} as id, 'petitions.own_data' as kind, p.id as subject_id, ${$.locale} as locale, ${$.domain} as domain, ${$.now} as created_at, ${$.mailAt} as due_at
     from person p where ${
       trusted
         ? `${$.mailsPerDay} > 0 and exists (select 1 from fresh where status = 'pending')`
         : `(select mails from input) = 1 and p.mail_count <= ${$.mailsPerDay} and not exists (select 1 from prior where status = 'confirmed')`
     }`,
    'due_at',
  )})
  select p.id as "supporterId", (select count(*)::int from written) as written from person p`;

const byStranger = takingContact(false);
const byClient = takingContact(true);

export interface TakenContact {
  supporterId: string;
  written: number;
}
/** @param values of `oneContact` */
export const takeStrangersContact = (tx: Tx, values: readonly unknown[]) =>
  tx.$queryRawUnsafe<TakenContact[]>(byStranger, ...values);
export const takeProgramsContact = (tx: Tx, values: readonly unknown[]) =>
  tx.$queryRawUnsafe<TakenContact[]>(byClient, ...values);

/** The owner of mailbox $1 confirms the pending contact. $2 now */
export const confirmContact: Statement = {
  name: 'petitions.confirm_contact',
  text: `
  with due as (
    update contact set status = 'confirmed', confirmed_at = $2::timestamptz, modified_at = $2::timestamptz, shadow_rule = null, shadow_inputs = null
    where supporter_id = $1::uuid and status = 'pending' returning supporter_id
  ),
  known as (${confirmingAddresses('due', '$2::timestamptz')})
  select count(*)::int as n from due`,
};

/** Never confirmed; what a client reported about a person who signed stays as long as the signature. */
const unconfirmed = `status = 'pending' and modified_at < $1
  and (entered_by is null or not exists (select 1 from signature g where g.supporter_id = contact.supporter_id))`;

/** Contacts nobody confirmed. $1 everything older than this, $2 how many at once */
export const unconfirmedContacts: RetentionStatements = {
  count: {
    name: 'petitions.count_unconfirmed_contacts',
    text: `select count(*)::int as n from contact where ${unconfirmed}`,
  },
  apply: {
    name: 'petitions.erase_unconfirmed_contacts',
    text: `
    with gone as (
      delete from contact c
      where c.id = any(array(select id from contact where ${unconfirmed} order by id limit $2 for update skip locked))
        and c.status = 'pending'
      returning c.id, c.supporter_id
    ),
    consents as (${forgettingConsents('select id from gone')}),
    mails as (${forgettingMails('select id from gone')}),
    person as (${forgettingSupporters('gone')})
    select count(*)::int as n from gone`,
  },
};

/** Confirmed contacts, once no petition has been open for so long. */
const allEnded = `not exists (select 1 from petition where published_at is not null and coalesce(closed_at, closes_at, 'infinity') > $1)`;
export const contactsOfEndedCampaign: RetentionStatements = {
  count: {
    name: 'petitions.count_contacts_of_ended',
    text: `select count(*)::int as n from contact where ${allEnded}`,
  },
  apply: {
    name: 'petitions.erase_contacts_of_ended',
    text: `
    with gone as (
      delete from contact c where c.id = any(array(select id from contact where ${allEnded} order by id limit $2 for update skip locked))
      returning c.id, c.supporter_id
    ),
    consents as (${forgettingConsents('select id from gone')}),
    mails as (${forgettingMails('select id from gone')}),
    person as (${forgettingSupporters('gone')})
    select count(*)::int as n from gone`,
  },
};
