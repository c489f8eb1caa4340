import { seedSignatures } from '../../bench/lib/seed.mjs';
import pg from 'pg';
import { newId } from '../../src/platform/ids.js';
import { ask } from './whole-database.js';

/** People who asked for news under the shipped petition, at addresses of these domains in turn. */
export async function seedReaders(url: string, amount: number, domains: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await seedSignatures(client, 'reconsider', amount);
    await client.query(
      `update supporter set email = split_part(email, '@', 1) || '@' || ($1::text[])[1 + (regexp_replace(email, '\\D', '', 'g'))::int % $2]`,
      [domains, domains.length],
    );
  } finally {
    await client.end();
  }
}

/** An update whose email was started, as the staff page leaves it; its ten minutes are over. */
export async function startedUpdate(url: string, expected: number): Promise<string> {
  const id = newId();
  const texts = { en: { title: 'News', text: 'Parliament has answered. We thank everybody who signed, and go on.' } };
  await ask(
    url,
    `with u as (
       insert into campaign_update (id, campaign_id, petition_id, slug, texts, authors, state, published_at, created_at, updated_at)
       select $1::uuid, campaign_id, id, 'news-' || right($1::uuid::text, 8), $2::jsonb, '{}', 'published', now(), now(), now() from petition where slug = 'reconsider' returning id
     ), v as (
       insert into update_version (update_id, number, hash, texts, published_by, published_at) select id, 1, '', $2::jsonb, 'staff:a', now() from u
     )
     select 1`,
    [id, JSON.stringify(texts)],
  );
  await ask(
    url,
    `insert into update_mailing (update_id, audience, state, planned_by, started_by, started_at, leaves_at, expected, version, created_at)
     values ($1, '{"purpose": "newsletter"}', 'starting', 'staff:a', 'staff:b', now(), now(), $2, 1, now())`,
    [id, expected],
  );
  await ask(
    url,
    `select enqueue_job('updates.freeze', json_build_object('updateId', $1::text), 10, 'updates.freeze', null)`,
    [id],
  );
  return id;
}
