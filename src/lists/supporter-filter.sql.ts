import { selectionCondition } from '../petitions/signature.status.js';
import type { SupporterFilter } from './supporter-filter.schema.js';

/** Puts a value into a statement: as a parameter where possible, as an escaped literal in COPY, which takes none. */
export type Bind = (value: string) => string;

/**
 * A consent is in force when no later record of the same purpose and recipient exists; written so that the planner may read the consents signature by
 * signature or all at once, whichever is cheaper.
 */
function consentCondition(name: string, bind: Bind): string {
  const [purpose = '', recipient] = name.split('/');
  return `exists (
        select 1 from consent c where c.subject_id = g.id and c.purpose = ${bind(purpose)} and c.given
        ${recipient === undefined ? '' : `and c.recipient = ${bind(recipient)}`}
        and not exists (select 1 from consent d where d.subject_id = c.subject_id and d.purpose = c.purpose and d.recipient = c.recipient and d.id > c.id)
      )`;
}

/** One country is compared as such: then the index on (petition_id, country, id) gives its signatures in their order, however few they are. */
const countryCondition = (countries: readonly string[], bind: Bind): string =>
  countries.length === 1
    ? `g.country = ${bind(countries[0] ?? '')}::bpchar`
    : `g.country = any(string_to_array(${bind(countries.join(','))}, ',')::bpchar[])`;

/** Condition over a signature `g` and its petition. */
export const supporterCondition = (
  petitionId: string,
  { status, country, since, consent }: SupporterFilter,
  bind: Bind,
): string =>
  [
    `g.petition_id = ${bind(petitionId)}::uuid`,
    selectionCondition[status],
    country && countryCondition(country, bind),
    since && `g.signed_at >= ${bind(since.toISOString())}::timestamptz`,
    consent !== undefined && consentCondition(consent, bind),
  ]
    .filter(Boolean)
    .join(' and ');
