/**
 * Changes the counts of petitions; the deltas are folded into the totals later.
 * @param rows a select of (petition_id, country, day, pending, confirmed)
 */
export const addingCountDeltas = (rows: string): string =>
  `insert into count_delta (petition_id, country, day, pending, confirmed) ${rows}`;

/** Deletes signatures and returns what counts, events and persons need to know about them. @param condition over the signature `g` */
export const deletingSignatures = (condition: string): string => `
  delete from signature g where ${condition}
  returning g.id, g.petition_id, g.supporter_id, g.country, g.status, g.shadow_rule,
            (coalesce(g.confirmed_at, g.signed_at) at time zone 'UTC')::date as day`;

/**
 * Reserves the next positions of a petition and returns the last one before them as `base`. @param coming a relation of signatures of one petition
 */
export const reservingNumbers = (coming: string): string => `
  update petition p set last_number = p.last_number + c.n
  from (select petition_id, count(*)::int as n from ${coming} group by petition_id) c where p.id = c.petition_id
  returning p.last_number - c.n as base`;

const imported = `id, petition_id, supporter_id, status, given_name, family_name, country, postal_code, locale, comment, show_name,
                  source, signed_at, confirmed_at, number, import_id`;

/** Adds signatures from paper, where the person has none under the petition. @param rows a select of the columns of `imported`, in that order */
export const addingImported = (rows: string): string => `
  insert into signature (${imported}, version)
  select r.*, coalesce((select max(v.number) from petition_version v where v.petition_id = r.petition_id), 1) from (${rows}) r(${imported})
  on conflict (supporter_id, petition_id) do nothing
  returning id, petition_id, country`;

/** Corrects a person's own details. @param of the relation that holds the signature's id @param to SQL expressions */
export const correctingSignature = (
  of: string,
  to: Record<'givenName' | 'familyName' | 'country' | 'postalCode' | 'comment' | 'showName', string>,
): string => `
  update signature g set given_name = ${to.givenName}, family_name = ${to.familyName}, country = ${to.country},
                         postal_code = ${to.postalCode}, comment = ${to.comment}, show_name = ${to.showName}
  from ${of} where g.id = ${of}.id
  returning g.id`;
