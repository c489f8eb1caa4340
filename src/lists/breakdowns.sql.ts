import type { Statement } from '../platform/database/database.js';

/**
 * Confirmed signatures of petition $1 by language and by source, in one pass: those whose id is at least $3 and below $4. Sources of fewer than $2 are
 * combined under ''.
 */
export const countByOrigin: Statement = {
  name: 'petitions.count_by_origin',
  text: `
  with pairs as (
    select locale, coalesce(source, '') as source, count(*) as n from signature
    where petition_id = $1 and id >= $3::uuid and id < $4::uuid and status = 'confirmed' and shadow_rule is null group by 1, 2
  ),
  sources as (select source, sum(n) as n from pairs group by 1)
  select 'locale' as kind, locale as key, sum(n)::int as n from pairs group by 2
  union all
  select 'source', case when n >= $2 then source else '' end, sum(n)::int from sources group by 2
  order by 3 desc, 2`,
};

/** Consents in force under confirmed signatures of petition $1, by purpose and recipient. */
export const countByConsent: Statement = {
  name: 'petitions.count_by_consent',
  text: `
  select l.purpose, l.recipient, count(*)::int as n
  from (
    select distinct on (c.subject_id, c.purpose, c.recipient) c.subject_id, c.purpose, c.recipient, c.given
    from consent c order by c.subject_id, c.purpose, c.recipient, c.id desc
  ) l join signature g on g.id = l.subject_id
  where l.given and g.petition_id = $1 and g.status = 'confirmed' and g.shadow_rule is null
  group by 1, 2 order by 3 desc, 1, 2`,
};
