import type { Statement } from '../../platform/database/database.js';

/**
 * Signatures of invented people over the last sixty days, more of them every day, nine in ten confirmed, with counts and consents that agree. $1
 * petition, $2 how many, $3 now, $4 a name that tells the people of one demonstration from those of another.
 */
export const demoSignatures: Statement = {
  name: 'petitions.demo_signatures',
  text: `
  with drawn as materialized (
    select n, abs(hashint8extended(n::bigint, 1) % 10000) / 10000.0::float8 as a, abs(hashint8extended(n::bigint, 2) % 10000) / 10000.0::float8 as b,
           abs(hashint8extended(n::bigint, 3) % 10000) / 10000.0::float8 as c, abs(hashint8extended(n::bigint, 4) % 10000) / 10000.0::float8 as d
    from generate_series(1, $2::int) n
  ),
  people as materialized (
    select n, (encode(int8send((extract(epoch from at) * 1000)::bigint << 16), 'hex')) as stamp, at, country, status, source, b,
           case country when 'DE' then 'de' when 'FR' then 'fr' when 'UA' then 'uk' when 'ES' then 'es' else 'en' end as locale,
           (array['Ada', 'Olena', 'Jonas', 'Chloé', 'Mateo', 'Nour', 'Emilia', 'Piotr', 'Taras', 'Ieva', 'Marta', 'Sam'])[n % 12 + 1] as given_name,
           (array['Example', 'Beispiel', 'Exemple', 'Ejemplo', 'Pryklad', 'Przykład', 'Esempio', 'Voorbeeld', 'Exemplo', 'Pavyzdys'])[n % 10 + 1] as family_name
    from (
      select n, b, $3::timestamptz - interval '5 minutes' - (1 - sqrt(a)) * interval '60 days' as at,
             (array['GB','GB','GB','DE','DE','DE','UA','UA','PL','LT','FR','FR','ES','CA','US','NL','SE','EE','IT','AU'])[(b * 20)::int % 20 + 1] as country,
             case when c < 0.88 then 'confirmed' else 'pending' end as status,
             (array['newsletter', 'newsletter', 'social', 'social', 'partner', 'street'])[(d * 12)::int + 1] as source
      from drawn
    ) x
  ),
  ids as materialized (
    select *, (left(stamp, 12) || '7' || substr(md5($4 || n || 's'), 1, 3) || '8' || substr(md5($4 || n || 's'), 4, 15))::uuid as supporter_id,
           (left(stamp, 12) || '7' || substr(md5($4 || n || 'g'), 1, 3) || '8' || substr(md5($4 || n || 'g'), 4, 15))::uuid as id,
           case when status = 'confirmed' then at + b * interval '4 minutes' end as confirmed_at
    from people
  ),
  numbered as materialized (
    select *, case when status = 'confirmed' then (select last_number from petition where id = $1)
                + row_number() over (partition by status order by confirmed_at, id) end as number from ids
  ),
  known as (
    insert into supporter (id, email_key, email, locale, created_at, email_confirmed_at, mail_day, mail_count)
    select supporter_id, sha256(convert_to($4 || n, 'UTF8')), $4 || '.' || n || '@example.org', locale, at, confirmed_at, at::date, 1 from numbered
  ),
  signed as (
    insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, locale, show_name, source, signed_at, confirmed_at, number)
    select id, $1, supporter_id, status, given_name, family_name, country, locale, n % 3 = 0, source, at, confirmed_at, number from numbered
  ),
  agreed as (
    insert into consent (supporter_id, subject_id, subject_kind, purpose, recipient, wording, locale, given, method, page, recorded_at)
    select supporter_id, id, 'signature', o.offer ->> 'purpose', '', o.offer ->> 'wording', locale, true, 'form', null, at
    from numbered, lateral (select jsonb_array_elements(consents) as offer from petition where id = $1) o
    where coalesce(o.offer -> 'recipients', 'null') = 'null' and (o.offer ->> 'purpose' <> 'newsletter' or n % 5 < 2)
  ),
  counted as (
    insert into count_delta (petition_id, country, day, pending, confirmed)
    select $1, country, day, sum(pending), sum(confirmed) from (
      select country, (at at time zone 'UTC')::date as day, case status when 'pending' then 1 else 0 end as pending, 0 as confirmed from numbered
      union all select country, (confirmed_at at time zone 'UTC')::date, 0, 1 from numbered where status = 'confirmed'
    ) c group by country, day
  )
  update petition set last_number = last_number + (select count(*) from numbered where status = 'confirmed')
  where id = $1 returning last_number`,
};
