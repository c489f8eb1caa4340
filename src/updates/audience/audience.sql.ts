import { selectionCondition } from '../../petitions/signature.status.js';
import type { Audience } from './audience.schema.js';

/** Puts a value into a statement as a parameter, and returns its place: `$1`. */
export type Bind = (value: string) => string;

/** Whose audience is meant, and of which moment. */
export interface AudienceOrder {
  campaignId: string;
  audience: Audience;
  /** The languages the update is written in */
  locales: readonly string[];
  /** Signatures confirmed and consents given later than this do not count; a withdrawal counts whenever it was made */
  at: Date;
}

/**
 * Condition over a signature `g`: the consent was given with it by then, and not withdrawn since. A record that agrees is in force when no later one of the
 * same purpose and recipient refuses, which is the same as "the latest record agrees" and leaves far fewer rows to compare.
 */
const consentGiven = (purpose: string, at: string): string => `exists (
      select 1 from consent c where c.subject_id = g.id and c.purpose = ${purpose} and c.given and c.recorded_at <= ${at}
      and not exists (
        select 1 from consent d where d.subject_id = c.subject_id and d.purpose = ${purpose} and d.recipient = c.recipient and not d.given and d.id > c.id
      )
    )`;

/** States of a recipient whose email was taken by a server, or may have been: sent, bounced, complained, unsubscribed, outcome unknown. */
const reached = 'r.state in (3, 5, 6, 7, 8)';

/** Condition over a supporter: was sent an update since. Mailings that ended earlier are not read. */
const mailedSince = (supporter: string, since: string): string => `exists (
      select 1 from update_recipient r
      where r.update_id = any(array(select m.update_id from update_mailing m where m.frozen_at is not null and (m.finished_at is null or m.finished_at >= ${since})))
        and r.supporter_id = ${supporter} and ${reached} and r.settled_at >= ${since}
    )`;

const wroteLetter = (campaign: string, at: string): string => `exists (
      select 1 from personal_letter l
      where l.supporter_id = g.supporter_id and l.campaign_id = ${campaign} and l.status <> 'withdrawn' and l.confirmed_at <= ${at}
    )`;

const list = (values: readonly string[], bind: Bind): string => `string_to_array(${bind(values.join(','))}, ',')`;

/**
 * Who gets an update: a query with the columns supporter_id, locale (a language of the update) and country, one row a person, in the order of supporter_id.
 *
 * A person belongs to it when one confirmed signature of the campaign that was not quarantined meets every condition, the consent included. The language is that
 * of the latest such signature in a language of the update. Suppression is not in it: it is kept by a keyed hash that the database cannot compute, so it is
 * asked when an email is claimed.
 *
 * It reads whole tables and joins them by hash. In a transaction that runs it say `set local enable_nestloop = off` and give it `work_mem`: the planner cannot
 * estimate how many consents are in force, and a wrong guess turns seconds into hours. Never a prepared statement, which forbids what this lives on.
 */
export function audienceOf(bind: Bind, { campaignId, audience, locales, at }: AudienceOrder): string {
  const [campaign, moment] = [`${bind(campaignId)}::uuid`, `${bind(at.toISOString())}::timestamptz`];
  const { petitions, countries, languages, signedSince, signedBefore, notMailedSince, excluded } = audience;
  const written = `g.locale = any(${list(locales, bind)})`;
  const inEnglish = audience.otherLanguages === 'english' && locales.includes('en');
  const conditions = [
    `p.campaign_id = ${campaign}`,
    selectionCondition.confirmed,
    `g.confirmed_at <= ${moment}`,
    's.email is not null',
    consentGiven(bind(audience.purpose), moment),
    petitions.length > 0 && `p.slug = any(${list(petitions, bind)})`,
    countries.length > 0 && `g.country = any(${list(countries, bind)}::bpchar[])`,
    languages.length > 0 && `g.locale = any(${list(languages, bind)})`,
    signedSince !== undefined && `g.signed_at >= ${bind(signedSince)}::timestamptz`,
    signedBefore !== undefined && `g.signed_at < ${bind(signedBefore)}::timestamptz`,
    audience.wroteLetter !== undefined && `${audience.wroteLetter ? '' : 'not '}${wroteLetter(campaign, moment)}`,
    notMailedSince !== undefined && `not ${mailedSince('g.supporter_id', `${bind(notMailedSince)}::timestamptz`)}`,
    excluded !== undefined &&
      `not exists (select 1 from update_exclusion x where x.list_id = ${bind(excluded)}::uuid and x.email_key = s.email_key)`,
    !inEnglish && written,
  ];
  return `
  select distinct on (g.supporter_id) g.supporter_id, case when ${written} then g.locale else 'en' end as locale, g.country
  from petition p join signature g on g.petition_id = p.id join supporter s on s.id = g.supporter_id
  where ${conditions.filter(Boolean).join('\n    and ')}
  order by g.supporter_id, ${written} desc, g.id desc`;
}
