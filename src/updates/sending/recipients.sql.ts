import type { Statement, Tx } from '../../platform/database/database.js';
import { parameters } from '../../platform/database/parameters.js';
import { livingDispatchers } from '../../platform/mail/dispatchers.sql.js';
import { recipientStates as state } from '../recipients.status.js';
import { movesOf, movingTallies } from './tallies.sql.js';

/** A recipient that a dispatcher holds. */
export interface ClaimedRecipient {
  supporterId: string;
  locale: string;
  provider: number;
  attempts: number;
  email: string;
}

/** Emails that reached somebody, or may have. */
const reached = [state.sent, state.bounced, state.complained, state.unsubscribed, state.outcome_unknown].join(', ');

/** Of a recipient `r`: that a person had it sent again, so that it may have arrived twice. Stays until something else is known. */
const mark = `case when r.reason = 'sent_again' then r.reason end`;

/** The last word on a purpose under a signature `g` is yes, or is no. */
const lastWord = (given: boolean, purpose: string): string => `exists (
  select 1 from consent c where c.subject_id = g.id and c.purpose = ${purpose} and ${given ? '' : 'not '}c.given
    and not exists (
      select 1 from consent d where d.subject_id = c.subject_id and d.purpose = ${purpose} and d.recipient = c.recipient and d.given <> c.given and d.id > c.id))`;

/**
 * Why a person gets no update now, or null: the person was erased, no signature of the campaign and its chosen petitions has the consent in force, or the
 * consent was withdrawn for the petition that the update is about.
 * @param who an SQL expression: the supporter @param m a relation with purpose, campaign_id, petition_id, petitions (jsonb) @param s the supporter's row, or nulls
 */
const refusal = (who: string, m: string, s: string): string => `
    case
      when ${s}.email is null then 'erased'
      when not exists (
        select 1 from signature g join petition q on q.id = g.petition_id
        where g.supporter_id = ${who} and g.status = 'confirmed' and g.shadow_rule is null and q.campaign_id = ${m}.campaign_id
          and (jsonb_array_length(${m}.petitions) = 0 or jsonb_exists(${m}.petitions, q.slug)) and ${lastWord(true, `${m}.purpose`)}
      ) or exists (
        select 1 from signature g where g.supporter_id = ${who} and g.petition_id = ${m}.petition_id and ${lastWord(false, `${m}.purpose`)}
      ) then 'no_consent'
    end`;

/** What the claim needs to know of a mailing. @param more conditions on `m` */
const mailingOf = (more: string): string => `
    select m.update_id, m.audience->>'purpose' as purpose, coalesce(m.audience->'petitions', '[]'::jsonb) as petitions, u.campaign_id, u.petition_id
    from update_mailing m join campaign_update u on u.id = m.update_id where ${more}`;

export const claim = parameters(
  { update: 'uuid', dispatcher: 'int', now: 'timestamptz', cap: 'int' },
  { provider: 'smallint', n: 'int', after: 'uuid' },
);

/**
 * Claims waiting recipients of a mailing for a dispatcher, so many of each provider, behind the last one that was claimed. Those who may not get it now are
 * skipped in the same statement, with the reason. The caller holds the lock of claims: what counts for the cap cannot change meanwhile.
 */
export const claimRecipients = (tx: Tx, values: unknown[]) =>
  tx.$queryRawUnsafe<ClaimedRecipient[]>(
    `
  with m as (${mailingOf(
    `m.update_id = ${claim.$.update} and m.state = 'sending' and (m.not_after is null or m.not_after > ${claim.$.now})`,
  )} for share of m),
  picked as (
    select r.* from ${claim.rows('w')} cross join m cross join lateral (
      select supporter_id, locale, provider from update_recipient
      where update_id = m.update_id and state = ${state.waiting} and provider = w.provider and supporter_id > w.after and (due_at is null or due_at <= ${claim.$.now})
      order by supporter_id limit w.n for update skip locked
    ) r
  ),
  judged as materialized (
    select p.supporter_id, s.email, coalesce(${refusal('p.supporter_id', 'm', 's')}, case when (
      select count(*) from update_recipient c where c.supporter_id = p.supporter_id and c.update_id <> m.update_id
        and (c.state = ${state.in_hand} or (c.state in (${reached}) and c.settled_at > ${claim.$.now} - interval '7 days'))
    ) >= ${claim.$.cap} then 'cap' end) as reason
    from picked p cross join m left join supporter s on s.id = p.supporter_id
  ),
  moved as (
    update update_recipient r set state = case when j.reason is null then ${state.in_hand} else ${state.skipped} end,
      claimed_by = case when j.reason is null then ${claim.$.dispatcher} end, attempts = r.attempts + (j.reason is null)::int, reason = coalesce(j.reason, ${mark}),
      settled_at = case when j.reason is not null then ${claim.$.now} end
    from judged j where r.update_id = ${claim.$.update} and r.supporter_id = j.supporter_id
    returning r.update_id, r.supporter_id, r.locale, r.provider, r.attempts, ${state.waiting} as before, r.state::int as after
  ),
  ${movingTallies(movesOf('moved'))}
  select v.supporter_id as "supporterId", v.locale, v.provider, v.attempts, case when v.after = ${state.in_hand} then j.email end as email
  from moved v join judged j on j.supporter_id = v.supporter_id`,
    ...values,
  );

export const held = parameters({ update: 'uuid', now: 'timestamptz' }, { supporter: 'uuid' });

/** Asks once more about claimed recipients, immediately before their emails are handed over: `reason` is null for those who may get it, and `gone` when the mailing stopped. */
export const askAgain: Statement = {
  name: 'updates.ask_again',
  idempotent: true,
  text: `
  with m as (${mailingOf(
    `m.update_id = ${held.$.update} and m.state = 'sending' and (m.not_after is null or m.not_after > ${held.$.now})`,
  )})
  select r.supporter as "supporterId", case when m.update_id is null then 'gone' else ${refusal('r.supporter', 'm', 's')} end as reason
  from ${held.rows('r')} left join m on true left join supporter s on s.id = r.supporter`,
};

export const settled = parameters(
  { dispatcher: 'int', now: 'timestamptz' },
  {
    update_id: 'uuid',
    supporter_id: 'uuid',
    state: 'smallint',
    due_at: 'timestamptz',
    counted: 'boolean',
    smtp_code: 'smallint',
    reason: 'text',
  },
);

/**
 * Records the outcomes of emails that a dispatcher holds. `counted` false: nothing was tried. What another took for lost meanwhile is corrected once the outcome
 * is known for certain. Rows are locked in their order; those of people who were erased are gone.
 */
export const settleRecipients: Statement = {
  name: 'updates.settle',
  idempotent: true,
  text: `
  with given as materialized (select * from ${settled.rows('g')}),
  held as (
    select r.update_id, r.supporter_id, r.state from given g join update_recipient r on r.update_id = g.update_id and r.supporter_id = g.supporter_id
    where (r.state = ${state.in_hand} and r.claimed_by = ${settled.$.dispatcher})
      or (r.state = ${state.outcome_unknown} and r.reason in ('process_died', 'sent_again') and g.state in (${state.sent}, ${state.refused}))
    order by r.update_id, r.supporter_id for update of r
  ),
  moved as (
    update update_recipient r set state = g.state, claimed_by = null, due_at = g.due_at, attempts = r.attempts - (not g.counted)::int, smtp_code = g.smtp_code,
      reason = case when g.state in (${state.waiting}, ${state.sent}) then coalesce(${mark}, g.reason) else g.reason end, settled_at = case when g.state <> ${state.waiting} then ${settled.$.now} end
    from held h join given g on g.update_id = h.update_id and g.supporter_id = h.supporter_id
    where r.update_id = h.update_id and r.supporter_id = h.supporter_id
    returning r.update_id, h.state::int as before, r.state::int as after
  ),
  ${movingTallies(movesOf('moved'))}
  select count(*)::int as n from moved`,
};

/** The same within a transaction. */
export const settleWithin = (tx: Tx, values: unknown[]) =>
  tx.$queryRawUnsafe<{ n: number }[]>(settleRecipients.text, ...values);

/** Emails in the hand of a dead dispatcher may have been sent. They are never sent again by themselves. $1 now */
export const recoverRecipients: Statement = {
  name: 'updates.recover',
  text: `
  with moved as (
    update update_recipient set state = ${state.outcome_unknown}, claimed_by = null, reason = case when reason = 'sent_again' then reason else 'process_died' end, settled_at = $1
    where state = ${state.in_hand} and claimed_by not in (${livingDispatchers})
    returning update_id, ${state.in_hand} as before, ${state.outcome_unknown} as after
  ),
  ${movingTallies(movesOf('moved'))}
  select count(*)::int as n from moved`,
};

/** Returns, untried, what dispatcher $1 holds according to the table but does not know of ($2: update and supporter, joined). */
export const takeBackRecipients: Statement = {
  name: 'updates.take_back',
  text: `
  with moved as (
    update update_recipient set state = ${state.waiting}, claimed_by = null, attempts = attempts - 1
    where state = ${state.in_hand} and claimed_by = $1 and update_id::text || supporter_id::text <> all($2::text[])
    returning update_id, ${state.in_hand} as before, ${state.waiting} as after
  ),
  ${movingTallies(movesOf('moved'))}
  select count(*)::int as n from moved`,
};

/** What a person decides for a whole update: those whose outcome is unknown wait again, though they may get it twice. */
export const resendUnknown = (tx: Tx, updateId: string) =>
  tx.$queryRawUnsafe<{ n: number }[]>(
    `
  with moved as (
    update update_recipient set state = ${state.waiting}, reason = 'sent_again', settled_at = null, due_at = null
    where update_id = $1::uuid and state = ${state.outcome_unknown}
    returning update_id, ${state.outcome_unknown} as before, ${state.waiting} as after
  ),
  ${movingTallies(movesOf('moved'))}
  select count(*)::int as n from moved`,
    updateId,
  );
