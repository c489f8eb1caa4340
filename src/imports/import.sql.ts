import type { Statement, Tx } from '../platform/database/database.js';
import { parameters } from '../platform/database/parameters.js';
import { appendingEvents } from '../platform/events/events.sql.js';
import { forgettingMails } from '../platform/mail/outbox.sql.js';
import {
  bringingSupporters,
  forgettingConsents,
  forgettingSupporters,
  recordingConsents,
  renamingSupporters,
} from '../supporters/supporters.sql.js';
import { signaturesImported, signaturesWithdrawn } from '../petitions/signature-events.sql.js';
import {
  addingImported,
  deletingSignatures,
  addingCountDeltas,
  reservingNumbers,
} from '../petitions/signatures.sql.js';

/** Stores rows of a file: $1 import, $2 line numbers, $3 the cells of each as an array literal, $4 the keys of the mailboxes they name as another. */
export const stageRows: Statement = {
  name: 'petitions.stage_import_rows',
  text: `
  insert into signature_import_row (import_id, number, cells, mailbox_keys)
  select $1, r.number, r.cells::text[], r.keys::bytea[] from unnest($2::int[], $3::text[], $4::text[]) as r(number, cells, keys)`,
};

/** At most $3 rows of import $1 after line $2; $4 picks an outcome, `waiting` those without one. */
export const readStagedRows: Statement = {
  name: 'petitions.read_import_rows',
  text: `
  select number, cells, fault from signature_import_row
  where import_id = $1 and number > $2 and coalesce(outcome, 'waiting') = $4::text order by number limit $3`,
};

/** Which of the mailboxes $2 (hex keys) have a signature under petition $1. */
export const findSigned: Statement = {
  name: 'petitions.find_signed_mailboxes',
  text: `
  select encode(s.email_key, 'hex') as key from unnest($2::text[]) as i(key)
  cross join lateral (select id, email_key from supporter where email_key = decode(i.key, 'hex') offset 0) s
  cross join lateral (select 1 from signature where supporter_id = s.id and petition_id = $1 offset 0) g`,
};

/** Gives persons of earlier lists their current key: those of keys $1 (hex, empty for none) the one of $2 at the same position. */
export const renamePaperPersons: Statement = {
  name: 'petitions.rename_paper_persons',
  text: `
  with pair as (
    select distinct on (k.after) decode(k.before, 'hex') as before, decode(k.after, 'hex') as after
    from unnest($1::text[], $2::text[]) as k(before, after) where k.before <> '' and k.before <> k.after order by k.after
  )
  ${renamingSupporters('pair')}`,
};

/** Records findings, unless the mapping has changed since, or the import has been continued meanwhile. $1 import, $2 mapping, $3 findings */
export const recordFindings = (tx: Tx, importId: string, mapping: string, findings: string) => tx.$executeRaw`
  update signature_import set findings = ${findings}::jsonb where id = ${importId}::uuid and status = 'ready' and mapping = ${mapping}::jsonb`;

/** Input of `takeImportRows`: the key of each person in hexadecimal; `fault` is null for rows to import. */
export const portion = parameters(
  { import: 'uuid', now: 'timestamptz' },
  {
    number: 'int',
    signature_id: 'uuid',
    supporter_id: 'uuid',
    key_hex: 'text',
    email: 'text',
    given_name: 'text',
    family_name: 'text',
    country: 'text',
    postal_code: 'text',
    comment: 'text',
    show_name: 'boolean',
    locale: 'text',
    signed_at: 'timestamptz',
    source: 'text',
    consents: 'jsonb',
    fault: 'jsonb',
  },
);

/**
 * Imports a batch of rows of an import that is being applied, in one transaction: persons, confirmed signatures with their positions, consents, count
 * deltas, and the outcome of each row, whose cells are deleted unless it is refused. Mailboxes that have signed already are unchanged. Two processes
 * are serialised, and the second finds the rows done. No email is queued. Returns how many rows were processed. Rows of the batch find each other
 * through JSON objects by key: the plan is made before the number of rows is known, and a join would be quadratic.
 */
export const takeImportRows: Statement = {
  name: 'petitions.take_import_rows',
  text: `
  with batch as (select id, petition_id from signature_import where id = ${portion.$.import} and status = 'applying' for update),
  due as (
    select r.number from batch join signature_import_row r on r.import_id = batch.id
    where r.number = any(${portion.columns.number}) and r.outcome is null for update of r
  ),
  input as (
    select i.*, decode(i.key_hex, 'hex') as email_key, batch.petition_id, row_number() over (partition by i.key_hex, i.fault is null order by i.number) as turn
    from ${portion.rows('i')}
    cross join batch
    where i.number = any(array(select number from due))
  ),
  prior as (
    select i.number from input i
    cross join lateral (select id from supporter where email_key = i.email_key offset 0) s
    cross join lateral (select 1 from signature where supporter_id = s.id and petition_id = i.petition_id offset 0) g
    where i.fault is null and i.turn = 1
  ),
  coming as (
    select i.*, row_number() over (order by i.number) as place from input i
    where i.fault is null and i.turn = 1 and i.number <> all(array(select number from prior))
  ),
  person as (${bringingSupporters('coming', portion.$.now, `(${portion.$.now} at time zone 'UTC')::date`)}),
  numbered as (${reservingNumbers('coming')}),
  placed as (
    select c.*, ((select jsonb_object_agg(encode(email_key, 'hex'), id) from person) ->> c.key_hex)::uuid as person_id from coming c
  ),
  fresh as (${addingImported(
    `select signature_id, petition_id, person_id, 'confirmed', given_name, family_name, country, postal_code, locale, comment,
            show_name, source, coalesce(signed_at, ${portion.$.now}), ${portion.$.now}, (select base from numbered) + place, ${portion.$.import}
     from placed`,
  )}),
  taken as (select * from placed where signature_id = any(array(select id from fresh))),
  agreed as (${recordingConsents(
    `select t.person_id as supporter_id, t.signature_id as subject_id, 'signature' as subject_kind, o.purpose, '' as recipient, o.wording, t.locale, true as given, 'import' as method, null as page
     from taken t cross join lateral jsonb_to_recordset(t.consents) as o(purpose text, wording text)`,
    portion.$.now,
  )}),
  counted as (${addingCountDeltas(
    `select petition_id, country, (${portion.$.now} at time zone 'UTC')::date, 0, count(*) from fresh group by petition_id, country`,
  )}),
  told as (${appendingEvents(signaturesImported('fresh', 'agreed'), portion.$.now)}),
  verdicts as (
    select (select jsonb_object_agg(number, fault) from input where fault is not null) as refused,
           (select jsonb_object_agg(number, signature_id) from taken) as taken
  ),
  marked as (
    update signature_import_row r
    set outcome = case when (select refused from verdicts) ? r.number::text then 'refused'
                       when (select taken from verdicts) ? r.number::text then 'taken' else 'repeated' end,
        fault = (select refused from verdicts) -> r.number::text,
        cells = case when (select refused from verdicts) ? r.number::text then r.cells else '{}' end,
        mailbox_keys = case when (select refused from verdicts) ? r.number::text then r.mailbox_keys else '{}' end,
        signature_id = ((select taken from verdicts) ->> r.number::text)::uuid
    where r.import_id = ${portion.$.import} and r.number = any(${portion.columns.number}) and r.number = any(array(select number from due))
    returning r.outcome
  ),
  tallied as (
    update signature_import set rows_taken = rows_taken + t.taken, rows_repeated = rows_repeated + t.repeated, rows_refused = rows_refused + t.refused,
                                progress_at = ${portion.$.now}
    from (select count(*) filter (where outcome = 'taken') as taken, count(*) filter (where outcome = 'repeated') as repeated,
                 count(*) filter (where outcome = 'refused') as refused from marked) t
    where id = ${portion.$.import} and t.taken + t.repeated + t.refused > 0
  )
  select count(*)::int as n from marked`,
};

/**
 * Erases at most $2 of the signatures from import $1, at $3, with consents, emails and, where nothing else is left, the address, and removes them
 * from the counts. Returns how many; called until none is left.
 */
export const eraseImported: Statement = {
  name: 'petitions.erase_imported',
  text: `
  with batch as (select id from signature_import where id = $1 and status = 'undoing' for update),
  gone as (${deletingSignatures(
    'g.id = any(array(select s.id from batch join signature s on s.import_id = batch.id order by s.id limit $2::int for update of s))',
  )}),
  consents as (${forgettingConsents('select id from gone')}),
  mails as (${forgettingMails('select id from gone')}),
  person as (${forgettingSupporters('gone')}),
  counted as (${addingCountDeltas(
    'select petition_id, country, day, 0, -count(*) from gone where shadow_rule is null group by petition_id, country, day',
  )}),
  told as (${appendingEvents(signaturesWithdrawn('gone', 'import_undone', 'd.shadow_rule is null'), '$3::timestamptz')}),
  tallied as (
    update signature_import set rows_undone = rows_undone + t.n, progress_at = $3 from (select count(*) as n from gone) t where id = $1 and t.n > 0
  )
  select count(*)::int as n from gone`,
};

/** Deletes at most $2 rows of import $1. Returns how many. */
export const dropStagedRows: Statement = {
  name: 'petitions.drop_import_rows',
  text: `
  with gone as (
    delete from signature_import_row where import_id = $1 and number = any(array(
      select number from signature_import_row where import_id = $1 order by number limit $2::int for update))
    returning 1
  )
  select count(*)::int as n from gone`,
};

/**
 * Deletes rows of files that may name the mailbox of person `id`, in whatever spelling; of rows without keys, those that contain it as it was typed.
 * @param id an SQL expression
 */
export const forgettingStagedRows = (id: string): string => `
  delete from signature_import_row r using (
    select n.import_id, n.number from supporter s join signature_import_row n on n.mailbox_keys <> '{}' and n.mailbox_keys @> array[s.email_key]
    where s.id = ${id}
    union all
    select n.import_id, n.number from supporter s join signature_import_row n on n.mailbox_keys is null and n.cells <> '{}'
    where s.id = ${id} and lower(s.email) = any(regexp_split_to_array(lower(array_to_string(n.cells, ' ')), '[][:space:]<>()[,;:"'']+'))
  ) named
  where r.import_id = named.import_id and r.number = named.number
  returning 1`;
