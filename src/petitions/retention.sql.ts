import type { RetentionStatements } from '../platform/database/retention.js';
import { forgettingMails } from '../platform/mail/outbox.sql.js';
import { forgettingConsents, forgettingSupporters } from '../supporters/supporters.sql.js';
import { addingCountDeltas, deletingSignatures } from './signatures.sql.js';

export const unconfirmedSignatures: RetentionStatements = {
  count: {
    name: 'petitions.count_unconfirmed',
    text: `select count(*)::int as n from signature where status = 'pending' and signed_at < $1`,
  },
  apply: {
    name: 'petitions.erase_unconfirmed',
    text: `
    with gone as (${deletingSignatures(
      `g.id = any(array(select id from signature where status = 'pending' and signed_at < $1 order by signed_at limit $2 for update skip locked))
       and g.status = 'pending'`,
    )}),
    consents as (${forgettingConsents('select id from gone')}),
    mails as (${forgettingMails('select id from gone')}),
    person as (${forgettingSupporters('gone')}),
    counted as (${addingCountDeltas(
      'select petition_id, country, day, -count(*), 0 from gone where shadow_rule is null group by petition_id, country, day',
    )})
    select count(*)::int as n from gone`,
  },
};

export const networkHashes: RetentionStatements = {
  count: {
    name: 'petitions.count_network_hashes',
    text: `select count(*)::int as n from signature where range_key is not null and signed_at < $1`,
  },
  apply: {
    name: 'petitions.forget_network_hashes',
    text: `
    with overdue as (select id from signature where range_key is not null and signed_at < $1 order by signed_at limit $2 for update skip locked),
    done as (update signature g set range_key = null from overdue o where g.id = o.id returning 1)
    select count(*)::int as n from done`,
  },
};

/** Petitions that had ended by $1. */
const ended = `select id from petition where coalesce(closed_at, closes_at) <= $1`;

/** A finished petition is marked first, and its counts stay unchanged: from then on its counters are the record, and the recount skips them. */
export const finishedPetitions: RetentionStatements = {
  count: {
    name: 'petitions.count_finished_petitions',
    text: `select count(*)::int as n from signature where petition_id = any(array(${ended}))`,
  },
  apply: {
    name: 'petitions.erase_finished_petitions',
    text: `
    with marked as (update petition set erased_at = coalesce(erased_at, now()) where id = any(array(${ended})) returning id),
    gone as (${deletingSignatures(
      `g.id = any(array(select id from signature where petition_id = any(array(${ended})) order by id limit $2 for update skip locked))`,
    )}),
    consents as (${forgettingConsents('select id from gone')}),
    mails as (${forgettingMails('select id from gone')}),
    person as (${forgettingSupporters('gone')})
    select count(*)::int as n from gone`,
  },
};
