// An update whose email was started, as the staff page leaves it: written down by the worker, sent once `letItLeave` is called.
import { randomUUID } from 'node:crypto';

/** @param ask (query, values) → rows @returns the id of the update; its recipients are being written down */
export async function startMailing(ask, { amount, slug, text }) {
  const update = randomUUID().replace(/^(.{8})-(.{4})-4/, '$1-$2-7');
  await ask(
    `insert into campaign_update (id, campaign_id, slug, texts, authors, state, published_at, created_at, updated_at)
     select $1::uuid, campaign_id, $3, $2::jsonb, '{}', 'published', now(), now(), now() from petition where slug = 'reconsider'`,
    [update, JSON.stringify({ en: { title: 'News', text } }), slug],
  );
  await ask(
    `insert into update_version (update_id, number, hash, texts, published_by, published_at) select id, 1, '', texts, 'staff:a', now() from campaign_update where id = $1`,
    [update],
  );
  await ask(
    `insert into update_mailing (update_id, audience, state, planned_by, started_by, started_at, leaves_at, expected, version, created_at)
     values ($1, '{"purpose": "newsletter"}', 'starting', 'staff:a', 'staff:b', now(), now() + interval '1 hour', $2, 1, now())`,
    [update, amount],
  );
  await ask(
    `select enqueue_job('updates.freeze', json_build_object('updateId', $1::text), 10, 'updates.freeze', null)`,
    [update],
  );
  return update;
}

/** @returns how many recipients were written down, as soon as they are */
export async function frozenRecipients(ask, update) {
  for (;;) {
    const [{ frozen }] = await ask('select frozen from update_mailing where update_id = $1', [update]);
    if (frozen !== null) return frozen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export const letItLeave = (ask, update) =>
  ask('update update_mailing set leaves_at = now() where update_id = $1', [update]);
