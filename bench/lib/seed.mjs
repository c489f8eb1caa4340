// Fills the database with confirmed signatures, as many as wanted, by set-based SQL; counts and consents agree with them.

/** A UUIDv7 of the n-th millisecond. */
const uuidAt = `encode(substring(decode(lpad(to_hex((extract(epoch from timestamptz '2026-06-01') * 1000)::bigint + n), 12, '0'), 'hex') from 1 for 6)
  || substring(uuid_send(gen_random_uuid()) from 7), 'hex')::uuid`;

/** @param consents what everybody agreed to: `signature`, `government/DE` */
export async function seedSignatures(client, slug, amount, consents = ['signature', 'newsletter']) {
  const petition = (await client.query('select id from petition where slug = $1', [slug])).rows[0].id;
  for (let from = 1; from <= amount; from += 100_000) {
    const to = Math.min(amount, from + 99_999);
    await client.query('begin');
    await client.query(
      // Ids as the program makes them: UUIDv7, the person's and the signature's of the same moment.
      `create temp table seed on commit drop as
       select n, ${uuidAt} as supporter_id, ${uuidAt} as id from generate_series($1::int, $2::int) n`,
      [from, to],
    );
    await client.query(`insert into supporter (id, email_key, email, locale, created_at, email_confirmed_at, mail_day, mail_count)
      select supporter_id, sha256(('seed' || n)::bytea), 'seed' || n || '@example.org', 'en', now(), now(), current_date, 1 from seed`);
    await client.query(
      `insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, locale, show_name, signed_at, confirmed_at, number)
       select id, $1, supporter_id, 'confirmed', 'Ada', 'Lovelace ' || n % 5000, (array['GB','FR','ES','UA','DE'])[n % 5 + 1], 'en', false,
              timestamptz '2026-06-01' + n * interval '1 second', timestamptz '2026-06-01' + n * interval '1 second', (select last_number from petition where id = $1) + n from seed`,
      [petition],
    );
    await client.query(
      `insert into consent (supporter_id, subject_id, subject_kind, purpose, recipient, wording, locale, given, method, page, recorded_at)
       select supporter_id, id, 'signature', split_part(p, '/', 1), split_part(p, '/', 2), '2026-11', 'en', true, 'form', '/petitions/reconsider', now()
       from seed, unnest($1::text[]) p`,
      [consents],
    );
    await client.query(
      `insert into count_delta (petition_id, country, day, pending, confirmed)
       select $1, (array['GB','FR','ES','UA','DE'])[n % 5 + 1], (timestamptz '2026-06-01' + n * interval '1 second')::date, 0, count(*) from seed group by 2, 3`,
      [petition],
    );
    await client.query('commit');
  }
  await client.query('update petition set last_number = last_number + $2 where id = $1', [petition, amount]);
  await client.query('vacuum analyze');
}

/** Entries of the audit log, by three actors; their chain of hashes is left out, which no page reads. */
export async function seedAudit(client, amount) {
  await client.query('alter table audit_entry disable trigger audit_entry_chained');
  await client.query(
    `insert into audit_entry (at, actor, action, details)
     select timestamptz '2026-06-01' + n * interval '1 second', (array['cli', 'system', 'token:' || gen_random_uuid()])[n % 3 + 1],
            (array['supporters.read', 'export.started'])[n % 2 + 1], '{}' from generate_series(1, $1::int) n`,
    [amount],
  );
  await client.query('alter table audit_entry enable trigger audit_entry_chained');
  await client.query('vacuum analyze audit_entry');
}

/** Letters by supporters that a person has to read, three of a kind. */
export async function seedLetters(client, slug, amount) {
  await client.query(
    `insert into personal_letter (id, campaign_id, petition_id, iso, status, name, country, locale, text, written_at, confirmed_at, fingerprint, group_id)
     select ${uuidAt}, p.campaign_id, p.id, 'NO', 'waiting', 'Ada ' || n, 'FR', 'en', repeat('Please reconsider. ', 20),
            timestamptz '2026-06-01' + n * interval '1 second', timestamptz '2026-06-01' + n * interval '1 second', md5((n / 3)::text), md5((n / 3)::text)::uuid
     from petition p, generate_series(1, $2::int) n where p.slug = $1`,
    [slug, amount],
  );
  await client.query('vacuum analyze personal_letter');
}
