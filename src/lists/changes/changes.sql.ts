import type { Statement } from '../../platform/database/database.js';
import { forgetListeners } from '../../platform/events/events.sql.js';
import { consentsInForce } from '../../supporters/supporters.sql.js';

/** Polling listeners; this module's are the only ones that poll. */
export const forgetSilentListeners = forgetListeners;

/** What is reported of a signature `g` of person `s` with consent `c`. */
const told = `s.email, g.given_name as "givenName", g.family_name as "familyName", g.country, g.locale, c.wording, c.recorded_at as "agreedAt"`;

/** The consent to purpose $2 and recipient $3 while it is in force. */
const agreement = (signatureId: string): string => `
  select i.wording, r.recorded_at from (${consentsInForce(signatureId)}) i
  join lateral (select recorded_at from consent k where k.subject_id = ${signatureId} and k.purpose = i.purpose and k.recipient = i.recipient
    order by k.id desc limit 1) r on true
  where i.given and i.purpose = $2 and i.recipient = $3`;

const counts = `g.status = 'confirmed' and g.shadow_rule is null`;

/** Those who consent, by signature id. $1 petition, $2 purpose, $3 recipient, $4 after this signature, $5 how many */
export const listAgreed: Statement = {
  name: 'changes.list',
  text: `
  select g.id as "signatureId", ${told} from signature g
  join lateral (${agreement('g.id')}) c on true
  join supporter s on s.id = g.supporter_id and s.email is not null
  where g.petition_id = $1 and ${counts} and g.id > $4::uuid order by g.id limit $5::int`,
};

/** The current state of these signatures; one that is gone, or does not consent, has no wording. $1 petition, $2 purpose, $3 recipient, $4 ids */
export const readStandings: Statement = {
  name: 'changes.standings',
  text: `
  select x.id as "signatureId", a.*, (select s.email from supporter s join signature h on h.supporter_id = s.id where h.id = x.id) as "heldEmail"
  from unnest($4::uuid[]) with ordinality as x(id, place)
  left join lateral (
    select ${told}
    from signature g join lateral (${agreement('g.id')}) c on true join supporter s on s.id = g.supporter_id and s.email is not null
    where g.id = x.id and g.petition_id = $1 and ${counts}
  ) a on true
  order by x.place`,
};
