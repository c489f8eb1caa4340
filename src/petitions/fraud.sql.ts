import type { Statement, Tx } from '../platform/database/database.js';
import { parameters } from '../platform/database/parameters.js';
import { appendingEvents } from '../platform/events/events.sql.js';
import { signaturesConfirmed, signaturesWithdrawn } from './signature-events.sql.js';
import { staffShadowRule } from './fraud.values.js';
import { addingCountDeltas } from './signatures.sql.js';

const ruleTypes = { petition: 'uuid', kind: 'text', value: 'text', from: 'timestamptz', before: 'timestamptz' };
/** How a rule selects signatures. */
export const ruleOnly = parameters(ruleTypes);
/** The same, for a batch: at most `most` of the next `portion` signatures after `cursor` (null: of all). */
export const rulePortion = parameters({
  ...ruleTypes,
  rule: 'text',
  now: 'timestamptz',
  most: 'int',
  cursor: 'uuid',
  portion: 'int',
});
// Both begin with the same parameters, so they share the fragments below.
const { $ } = rulePortion;

/**
 * `10m` of a value like `20/10m`, as an interval; for other rules any valid one, because a row changed in the meantime is evaluated with every
 * expression.
 */
const span = `(case when ${$.kind} = 'velocity' then (left(split_part(${$.value}, '/', 2), -1) || case right(${$.value}, 1) when 's' then ' seconds' when 'm' then ' minutes' when 'h' then ' hours' else ' days' end)::interval else interval '1 second' end)`;

/** Sign-ups that had so many others of their network in the time before them; quarantined ones count too, so that batches agree. */
const tooFast = `array(
  select v.id from (
    select id, count(*) over (partition by range_key order by signed_at range between ${span} preceding and current row) as n
    from signature where ${$.kind} = 'velocity' and petition_id = ${$.petition} and range_key is not null and (${$.before} is null or signed_at < ${$.before})
  ) v where v.n > case when ${$.kind} = 'velocity' then split_part(${$.value}, '/', 1)::int end)`;

/**
 * Signatures `g` of a petition that a rule covers; `from` and `before` limit when they were signed, null for no limit.
 * The text of a name is taken literally.
 */
const chosen = `
  g.petition_id = ${$.petition} and (${$.from} is null or g.signed_at >= ${$.from}) and (${$.before} is null or g.signed_at < ${$.before})
  and case ${$.kind}
    when 'mail_domain' then exists (select 1 from supporter s where s.id = g.supporter_id and lower(split_part(s.email, '@', 2)) = lower(${$.value}))
    when 'network' then g.range_key = (select n.range_key from signature n where n.id::text = ${$.value} and n.petition_id = ${$.petition})
    when 'velocity' then g.id = any(${tooFast})
    when 'family_name' then strpos(lower(g.family_name), lower(${$.value})) > 0
    else ${$.kind} = 'every'
  end`;

/**
 * Not quarantined by staff yet. A doubt raised by an automatic check does not exclude a signature: the doubt ends with the confirmation, a staff
 * decision does not.
 */
const notHeld = `g.shadow_rule is distinct from '${staffShadowRule}'`;

/** How many a rule would quarantine now, and how many of those are confirmed. */
export const previewFraudRule: Statement = {
  name: 'petitions.preview_fraud_rule',
  text: `select count(*)::int as n, count(*) filter (where g.status = 'confirmed')::int as confirmed from signature g where ${chosen} and ${notHeld}`,
};

const movingCounts = (from: string, sign: 1 | -1): string =>
  addingCountDeltas(`
  select petition_id, country, day, ${sign} * count(*) filter (where status = 'pending'), ${sign} * count(*) filter (where status = 'confirmed')
  from ${from} group by petition_id, country, day`);

const returned = `g.id, g.petition_id, g.country, g.status, (coalesce(g.confirmed_at, g.signed_at) at time zone 'UTC')::date as day`;

/**
 * Quarantines a batch of the signatures a rule matches, and removes them from the counts. Returns how many it quarantined (n), how many it read
 * (seen), and the last of these.
 */
export const setAsideByRule: Statement = {
  name: 'petitions.set_aside_by_rule',
  text: `
  with portion as (
    select id from signature where ${$.portion} is not null and petition_id = ${$.petition} and id > coalesce(${$.cursor}, '00000000-0000-0000-0000-000000000000') order by id limit ${$.portion}
  ),
  due as (
    select g.id, g.shadow_rule is null as counted from signature g
    where (${$.portion} is null or g.id = any(array(select id from portion))) and ${chosen} and ${notHeld} order by g.id limit ${$.most} for update
  ),
  done as (
    update signature g set shadow_rule = '${staffShadowRule}', shadow_inputs = jsonb_build_object('ruleId', ${$.rule}, 'numbered', g.status = 'confirmed'), shadowed_at = ${$.now}
    from due where g.id = due.id and ${notHeld}
    returning ${returned}, due.counted
  ),
  counted as (${movingCounts('done where counted', -1)}),
  told as (${appendingEvents(signaturesWithdrawn('done', 'set_aside', `d.status = 'confirmed'`), $.now)}),
  noted as (
    update fraud_rule r set rows = r.rows + (select count(*) from done), scanned = r.scanned + (select count(*) from portion),
      cursor = coalesce((select id from portion order by id desc limit 1), r.cursor)
    where r.id = ${$.rule}::uuid returning 1
  )
  select (select count(*)::int from done) as n, (select count(*)::int from portion) as seen, (select id from portion order by id desc limit 1) as last`,
};

/**
 * Restores signatures to the count: those that rule $1 quarantined, or the one of id $2, at most $3, at $4. One that had a position keeps it; a
 * confirmed one that never had gets the next.
 */
export const restoreShadowed: Statement = {
  name: 'petitions.restore_shadowed',
  text: `
  with due as (
    select g.id, g.petition_id, g.status, coalesce((g.shadow_inputs ->> 'numbered')::boolean, false) as had_number
    from (
      select * from signature where shadow_rule is not null and (($1::text is not null and shadow_inputs ->> 'ruleId' = $1::text) or id = $2::uuid)
      order by id limit $3::int for update
    ) g
  ),
  unnumbered as (select *, row_number() over (partition by petition_id order by id) as place from due where status = 'confirmed' and not had_number),
  numbered as (
    update petition p set last_number = p.last_number + u.n
    from (select petition_id, count(*)::int as n from unnumbered group by petition_id) u where p.id = u.petition_id
    returning p.id, p.last_number - u.n as base
  ),
  done as (
    update signature g
    set shadow_rule = null, shadow_inputs = null, shadowed_at = null,
        number = case when d.status = 'pending' then null when d.had_number then g.number else n.base + u.place end
    from due d left join unnumbered u on u.id = d.id left join numbered n on n.id = d.petition_id
    where g.id = d.id
    returning ${returned}
  ),
  counted as (${movingCounts('done', 1)}),
  told as (${appendingEvents(signaturesConfirmed('done', 'restored', `d.status = 'confirmed'`), '$4::timestamptz')})
  select count(*)::int as n from done`,
};

/** The same for one signature, in the transaction that records it. */
export const restoreOne = (tx: Tx, signatureId: string, now: Date) =>
  tx.$queryRawUnsafe<{ n: number }[]>(restoreShadowed.text, null, signatureId, 1, now);

/** The most frequent email domains and networks of a petition since $2, with how many of their sign-ups are quarantined already. $1 petition */
export const trendingOrigins: Statement = {
  name: 'petitions.trending_origins',
  text: `
  with recent as (
    select g.id, g.shadow_rule, lower(split_part(s.email, '@', 2)) as domain, g.range_key
    from signature g join supporter s on s.id = g.supporter_id where g.petition_id = $1 and g.signed_at >= $2
  )
  (select 'mail_domain' as kind, domain as value, count(*)::int as n, count(shadow_rule)::int as aside
   from recent where domain <> '' group by domain order by 3 desc, 2 limit 15)
  union all
  (select 'network', min(id::text), count(*)::int, count(shadow_rule)::int
   from recent where range_key is not null group by range_key having count(*) > 1 order by 3 desc, 2 limit 15)`,
};
