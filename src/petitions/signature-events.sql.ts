import { consentsInForce } from '../supporters/supporters.sql.js';

/** Event data of a signature: never whose it is. @param s alias of the signature, @param more further pairs of the object */
const told = (s: string, more: string): string =>
  `jsonb_build_object('signatureId', ${s}.id, 'petition', p.slug, 'country', ${s}.country, ${more})`;

/**
 * Events of signatures that begin to count, each followed by its consents in force.
 * @param from a relation with id, petition_id, country; @param where a condition on its alias d
 */
export const signaturesConfirmed = (from: string, cause: 'link' | 'restored', where: string): string => `
  select 'signature.confirmed' as type, 'signature' as subject_kind, d.id as subject_id, ${told('d', `'cause', '${cause}'`)} as data
  from ${from} d join petition p on p.id = d.petition_id where ${where}
  union all
  select 'consent.given', 'signature', d.id, ${told('d', `'purpose', c.purpose, 'recipient', nullif(c.recipient, '')`)}
  from ${from} d join petition p on p.id = d.petition_id cross join lateral (${consentsInForce('d.id')}) c
  where ${where} and c.given and c.purpose <> 'signature'`;

/** The same for an import, whose signatures and consents are written by the same statement. @param consents a relation with subject_id, purpose, recipient */
export const signaturesImported = (from: string, consents: string): string => `
  select 'signature.confirmed' as type, 'signature' as subject_kind, d.id as subject_id, ${told('d', `'cause', 'import'`)} as data
  from ${from} d join petition p on p.id = d.petition_id
  union all
  select 'consent.given', 'signature', d.id, ${told('d', `'purpose', c.purpose, 'recipient', nullif(c.recipient, '')`)}
  from ${from} d join petition p on p.id = d.petition_id join ${consents} c on c.subject_id = d.id
  where c.purpose <> 'signature'`;

/**
 * Events of signatures that no longer count; every consent under them ends with them. @param from a relation with id, petition_id, country, status,
 * shadow_rule
 */
export const signaturesWithdrawn = (
  from: string,
  cause: 'taken_back' | 'forgotten' | 'set_aside' | 'import_undone',
  where: string,
): string => `
  select 'signature.withdrawn' as type, 'signature' as subject_kind, d.id as subject_id, ${told('d', `'cause', '${cause}'`)} as data
  from ${from} d join petition p on p.id = d.petition_id where ${where}`;

/** Events of consents given or withdrawn later, under counted signatures. @param from the result of `recordingConsents` */
export const consentsChanged = (from: string): string => `
  select case when c.given then 'consent.given' else 'consent.withdrawn' end as type, 'signature' as subject_kind, g.id as subject_id,
         ${told('g', `'purpose', c.purpose, 'recipient', nullif(c.recipient, '')`)} as data
  from ${from} c join signature g on g.id = c.subject_id and g.id = any(array(select subject_id from ${from}))
  join petition p on p.id = g.petition_id
  where g.status = 'confirmed' and g.shadow_rule is null and c.purpose <> 'signature'`;

/**
 * Events of signatures whose signers corrected their details. @param from a relation with id; @param country as corrected: the row still has the old
 * one
 */
export const signaturesCorrected = (from: string, country: string): string => `
  select 'signature.corrected' as type, 'signature' as subject_kind, g.id as subject_id,
         jsonb_build_object('signatureId', g.id, 'petition', p.slug, 'country', ${country}) as data
  from ${from} d join signature g on g.id = d.id join petition p on p.id = g.petition_id
  where g.status = 'confirmed' and g.shadow_rule is null`;
