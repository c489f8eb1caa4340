import type { Statement } from '../platform/database/database.js';
import { forgettingFinishedMails, forgettingMails } from '../platform/mail/outbox.sql.js';
import { forgettingConsents, forgettingSupporters } from '../supporters/supporters.sql.js';
import type { OwnRetentionKey } from './retention.status.js';

/** Petitions that had ended by $1. */
const ended = `select id from petition where coalesce(closed_at, (closes_on + 1)::timestamp at time zone 'UTC') <= $1`;

/** Imports nobody has gone on with since $1, none that is being worked on. */
const restingImports = `select id from signature_import where coalesce(finished_at, created_at) < $1 and status not in ('applying', 'undoing')`;

/** How many rows a rule would act on. $1 everything older than this */
export const countOverdue: Record<OwnRetentionKey, Statement> = {
  unconfirmed_signatures: {
    name: 'petitions.count_unconfirmed',
    text: `select count(*)::int as n from signature where status = 'pending' and signed_at < $1`,
  },
  network_hashes: {
    name: 'petitions.count_network_hashes',
    text: `select count(*)::int as n from signature where range_key is not null and signed_at < $1`,
  },
  finished_mails: {
    name: 'petitions.count_finished_mails',
    text: `select count(*)::int as n from outbox_mail where finished_at < $1`,
  },
  staged_import_rows: {
    name: 'petitions.count_staged_import_rows',
    text: `select count(*)::int as n from signature_import_row where cells <> '{}' and import_id = any(array(${restingImports}))`,
  },
  finished_petitions: {
    name: 'petitions.count_finished_petitions',
    text: `select count(*)::int as n from signature where petition_id = any(array(${ended}))`,
  },
};

/**
 * Does what a rule says to at most $2 rows older than $1. Answers how many; called until none is left. A finished petition is
 * marked first, and no count is moved for it: from then on its counters are the record, and the recount leaves them alone.
 */
export const applyRetention: Record<OwnRetentionKey, Statement> = {
  unconfirmed_signatures: {
    name: 'petitions.erase_unconfirmed',
    text: `
    with gone as (
      delete from signature g
      where g.id = any(array(select id from signature where status = 'pending' and signed_at < $1 order by signed_at limit $2 for update skip locked))
        and g.status = 'pending'
      returning g.id, g.petition_id, g.supporter_id, g.country, g.shadow_rule, (g.signed_at at time zone 'UTC')::date as day
    ),
    consents as (${forgettingConsents('select id from gone')}),
    mails as (${forgettingMails('select id from gone')}),
    person as (${forgettingSupporters('gone')}),
    counted as (
      insert into count_delta (petition_id, country, day, pending, confirmed)
      select petition_id, country, day, -count(*), 0 from gone where shadow_rule is null group by petition_id, country, day
    )
    select count(*)::int as n from gone`,
  },
  network_hashes: {
    name: 'petitions.forget_network_hashes',
    text: `
    with overdue as (select id from signature where range_key is not null and signed_at < $1 order by signed_at limit $2 for update skip locked),
    done as (update signature g set range_key = null from overdue o where g.id = o.id returning 1)
    select count(*)::int as n from done`,
  },
  finished_mails: {
    name: 'petitions.forget_finished_mails',
    text: `with done as (${forgettingFinishedMails('$1::timestamptz', '$2::int')}) select count(*)::int as n from done`,
  },
  staged_import_rows: {
    name: 'petitions.wipe_staged_import_rows',
    text: `
    with given_up as (
      update signature_import set status = 'failed' where id = any(array(${restingImports})) and status in ('uploaded', 'ready') returning 1
    ),
    overdue as (
      select import_id, number from signature_import_row where cells <> '{}' and import_id = any(array(${restingImports}))
      order by import_id, number limit $2 for update skip locked
    ),
    done as (
      update signature_import_row r set cells = '{}', mailbox_keys = '{}' from overdue o where r.import_id = o.import_id and r.number = o.number returning 1
    )
    select count(*)::int as n from done`,
  },
  finished_petitions: {
    name: 'petitions.erase_finished_petitions',
    text: `
    with marked as (update petition set erased_at = coalesce(erased_at, now()) where id = any(array(${ended})) returning id),
    gone as (
      delete from signature g where g.id = any(array(
        select id from signature where petition_id = any(array(${ended})) order by id limit $2 for update skip locked))
      returning g.id, g.supporter_id
    ),
    consents as (${forgettingConsents('select id from gone')}),
    mails as (${forgettingMails('select id from gone')}),
    person as (${forgettingSupporters('gone')})
    select count(*)::int as n from gone`,
  },
};
