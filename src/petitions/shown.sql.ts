import { consentsInForce } from '../supporters/supporters.sql.js';

/**
 * A hash, in hexadecimal, over everything the confirmation page shows of a signature: two different sets of details never have the same. @param g
 * alias of the signature
 */
export const shownHash = (g: string): string => `
  encode(sha256(convert_to((jsonb_build_array(
    ${g}.given_name, ${g}.family_name, ${g}.country, ${g}.postal_code, ${g}.comment, ${g}.show_name, ${g}.locale,
    (select jsonb_agg(jsonb_build_array(c.purpose, c.recipient, c.wording) order by c.purpose, c.recipient) from (${consentsInForce(`${g}.id`)}) c where c.given)
  ) || case when ${g}.answers is null then '[]' else jsonb_build_array(${g}.answers) end)::text, 'UTF8')), 'hex')`;

/** The same for the one signature $1. */
export const readShownHash = {
  name: 'petitions.read_shown_hash',
  text: `select ${shownHash('g')} as shown from signature g where g.id = $1`,
};
