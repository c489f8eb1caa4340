import type { Readable } from './readable.sql.js';

/** The latest decision on the newsletter under a signature or contact. @param id an SQL expression */
const newsletter = (id: string): string =>
  `(select k.given from consent k where k.subject_id = ${id} and k.purpose = 'newsletter' and k.recipient = '' order by k.id desc limit 1)`;
const lastConsent = (id: string): string => `(select max(k.recorded_at) from consent k where k.subject_id = ${id})`;

/** A letter that was confirmed and still exists; one the guard found suspicious only after a person accepted it. */
export const letterShown = (l: string): string =>
  `${l}.erased_at is null and ${l}.status <> 'withdrawn' and ${l}.supporter_id is not null and (${l}.flag_rule is null or ${l}.status in ('accepted', 'sending', 'delivered', 'unsure'))`;

/** Whether signature `g` is of a campaign. @param campaign a placeholder of its id */
export const signedIn = (campaign: string): string =>
  `g.petition_id = any(array(select id from petition where campaign_id = ${campaign}))`;

/** Entries by clients are of no campaign. */
const contacts = (s: string): string => `
  select case when c.status = 'confirmed' or c.entered_by is not null then 0 else 3 end as rank, c.id, c.given_name, c.family_name, c.country::text, c.postal_code,
         c.source, greatest(c.modified_at, c.confirmed_at, ${lastConsent('c.id')}) as at, c.status = 'confirmed' as confirmed, ${newsletter('c.id')} as subscribed
  from contact c where c.supporter_id = ${s} and c.shadow_rule is null
  union all`;

/** Everything a person did that may be shown: entries by clients before signatures, confirmed before pending ones. */
const actions = (s: string, campaign: string | null): string => `${campaign === null ? contacts(s) : ''}
  select case g.status when 'confirmed' then 1 else 2 end as rank, g.id, g.given_name, g.family_name, g.country::text, g.postal_code,
         g.source, greatest(g.signed_at, g.confirmed_at, ${lastConsent('g.id')}) as at, g.status = 'confirmed' as confirmed, ${newsletter('g.id')} as subscribed
  from signature g where g.supporter_id = ${s} and g.shadow_rule is null ${campaign === null ? '' : `and ${signedIn(campaign)}`}
  union all
  select 4, l.id, null, null, l.country::text, null, null, greatest(l.written_at, l.confirmed_at, l.decided_at), l.status <> 'unconfirmed', null
  from personal_letter l where l.supporter_id = ${s} and ${letterShown('l')} ${campaign === null ? '' : `and l.campaign_id = ${campaign}`}`;

const best = (column: string): string =>
  `(array_agg(d.${column} order by d.rank, d.id desc) filter (where d.${column} is not null))[1] as ${column}`;

/** One row per person with something that may be shown; none for erased people. @param campaign a placeholder of the only campaign that is looked at; null: all */
export const personView = (campaign: string | null): string => `supporter s cross join lateral (
  select ${['given_name', 'family_name', 'country', 'postal_code', 'source'].map(best).join(', ')},
         bool_or(d.confirmed) as confirmed, coalesce(bool_or(d.confirmed and d.subscribed), false) as subscribed,
         ${campaign === null ? 's.created_at' : 'min(d.at)'} as created_at,
         ${campaign === null ? 'greatest(max(d.at), s.created_at, s.email_confirmed_at)' : 'max(d.at)'} as modified_at, count(*) as actions
  from (${actions('s.id', campaign)}) d
) p`;

/** Whether person `s` did anything in a campaign, as a quick look before the whole of it. */
const actsIn = (campaign: string): string =>
  `(exists (select from signature g where g.supporter_id = s.id and ${signedIn(campaign)})
    or exists (select from personal_letter l where l.supporter_id = s.id and l.campaign_id = ${campaign}))`;

export interface PersonRow extends Record<string, unknown> {
  id: string;
  email: string | null;
  locale: string;
  givenName: string | null;
  familyName: string | null;
  country: string | null;
  postalCode: string | null;
  source: string | null;
  confirmed: boolean;
  subscribed: boolean;
  createdAt: Date;
  modifiedAt: Date;
}

export const people: Readable = {
  columns: `s.id, s.email, s.locale, p.given_name as "givenName", p.family_name as "familyName", p.country, p.postal_code as "postalCode", p.source,
    p.confirmed, p.subscribed, p.created_at as "createdAt", p.modified_at as "modifiedAt"`,
  from: personView(null),
  shown: 'p.actions > 0',
  limited: (campaign) => ({ from: personView(campaign), shown: `${actsIn(campaign)} and p.actions > 0` }),
  order: 's.id',
  within: { id: 's.id', mailbox: 's.email_key' },
  fields: {
    email_address: { type: 'mailbox', sql: 's.email_key' },
    'email_addresses/address': { type: 'mailbox', sql: 's.email_key' },
    given_name: { type: 'text', sql: 'p.given_name' },
    family_name: { type: 'text', sql: 'p.family_name' },
    postal_code: { type: 'text', sql: 'p.postal_code' },
    country: { type: 'text', sql: 'p.country' },
    source: { type: 'text', sql: 'p.source' },
    preferred_language: { type: 'text', sql: 's.locale' },
    'demarche:standing': { type: 'text', sql: `(case when p.confirmed then 'confirmed' else 'pending' end)` },
    created_date: { type: 'instant', sql: 'p.created_at' },
    modified_date: { type: 'instant', sql: 'p.modified_at' },
  },
};
