/**
 * How many an audience has, by language and country, and how it differs from the people of an earlier mailing: one statement, so one snapshot.
 * @param audience the query of `audienceOf` @param earlier an SQL expression: the update mailed before, or null
 */
export const countingAudience = (audience: string, earlier: string): string => `
  with a as materialized (${audience}),
  r as (select supporter_id from update_recipient where update_id = ${earlier}::uuid)
  select
    (select count(*)::int from a) as total,
    (select coalesce(json_agg(json_build_object('key', locale, 'n', n) order by n desc, locale), '[]') from (select locale, count(*)::int as n from a group by locale) l) as languages,
    (select coalesce(json_agg(json_build_object('key', country, 'n', n) order by n desc, country), '[]') from (select country, count(*)::int as n from a group by country) c) as countries,
    (select count(*)::int from r) as earlier,
    (select count(*)::int from a where not exists (select from r where r.supporter_id = a.supporter_id)) as added,
    (select count(*)::int from r where not exists (select from a where a.supporter_id = r.supporter_id)) as gone`;

/** Some of an audience, chosen at random, with the address each would get it at. */
export const samplingAudience = (audience: string, n: number): string => `
  select s.email, a.locale, a.country from (select * from (${audience}) e order by random() limit ${Math.trunc(n)}) a
  join supporter s on s.id = a.supporter_id`;

/** Before either: see `audienceOf`. */
export const audienceSettings = `set local enable_nestloop = off; set local work_mem = '64MB'; set local statement_timeout = '120s'`;
