import type pg from 'pg';
import { audienceOf, type AudienceOrder } from '../audience/audience.sql.js';
import { recipientStates } from '../recipients.status.js';
import { audienceSettings } from './mailings.sql.js';

/** Domains of fewer people are not looked up: a domain of one's own is a name. */
const domainAtLeast = 2;
const domainsAtMost = 20_000;

const domainOfMail = `lower(split_part(s.email, '@', 2))`;

/** Long statements over an audience, within a transaction. */
export const readyForAudience = (client: pg.PoolClient) =>
  client.query(`set local statement_timeout = 0; ${audienceSettings}`);

/** The largest email domains of an audience, with their people, and their provider where it is known since `knownSince`. */
export async function domainsOfAudience(client: pg.PoolClient, order: AudienceOrder, knownSince: Date) {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const { rows } = await client.query<{ domain: string; people: number; provider: string | null }>(
    `select d.domain, d.people, k.provider from (
       select ${domainOfMail} as domain, count(*)::int as people from (${audienceOf(bind, order)}) a join supporter s on s.id = a.supporter_id
       group by 1 having count(*) >= ${domainAtLeast} order by 2 desc, 1 limit ${domainsAtMost}
     ) d left join mail_domain k on k.domain = d.domain and k.looked_up_at > ${bind(knownSince)}::timestamptz`,
    values,
  );
  return rows;
}

export const rememberDomains = (
  client: pg.PoolClient,
  domains: readonly string[],
  providers: readonly string[],
  now: Date,
) =>
  client.query(
    `insert into mail_domain (domain, provider, looked_up_at) select domain, provider, $3::timestamptz from unnest($1::text[], $2::text[]) as d(domain, provider) order by domain
     on conflict (domain) do update set provider = excluded.provider, looked_up_at = excluded.looked_up_at`,
    [domains, providers, now],
  );

/** Whether the mailing still waits for its recipients; locks it until the transaction ends. */
export async function claimFreeze(client: pg.PoolClient, updateId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from update_mailing where update_id = $1 and frozen_at is null and (state = 'starting' or (state = 'paused' and sending_since is null)) for update`,
    [updateId],
  );
  return rowCount === 1;
}

/**
 * Writes down the recipients: one statement, at most as many as were counted when it was started. What an earlier plan of the same mailing wrote down is deleted;
 * nothing of that has left.
 * @param providers names in the order of their numbers, from 1
 */
export async function freezeRecipients(
  client: pg.PoolClient,
  updateId: string,
  order: AudienceOrder,
  providers: readonly string[],
  expected: number,
  now: Date,
): Promise<number> {
  await client.query('delete from update_recipient where update_id = $1', [updateId]);
  await client.query('delete from update_provider where update_id = $1', [updateId]);
  await client.query(
    `insert into update_provider (update_id, number, name, frozen) select $1::uuid, 0, '', 0 union all select $1::uuid, n, name, 0 from unnest($2::text[]) with ordinality as p(name, n)`,
    [updateId, providers],
  );
  const values: unknown[] = [updateId, expected];
  const { rowCount } = await client.query(
    `insert into update_recipient (update_id, supporter_id, locale, provider)
     select $1::uuid, a.supporter_id, a.locale, coalesce(p.number, 0)
     from (${audienceOf((value) => `$${values.push(value)}`, order)}) a join supporter s on s.id = a.supporter_id
     left join mail_domain d on d.domain = ${domainOfMail} left join update_provider p on p.update_id = $1::uuid and p.name = d.provider
     order by a.supporter_id limit $2
     on conflict do nothing`,
    values,
  );
  const frozen = rowCount ?? 0;
  await client.query(
    `update update_provider p set frozen = c.n from (select provider, count(*)::int as n from update_recipient where update_id = $1 group by provider) c
     where p.update_id = $1 and p.number = c.provider`,
    [updateId],
  );
  await client.query(
    `insert into update_tally (update_id, state, count) select $1::uuid, state, case when state = ${recipientStates.waiting} then $2::int else 0 end from unnest($3::int[]) as s(state)`,
    [updateId, frozen, Object.values(recipientStates)],
  );
  await client.query(`update update_mailing set frozen = $2, frozen_at = $3 where update_id = $1`, [
    updateId,
    frozen,
    now,
  ]);
  return frozen;
}
