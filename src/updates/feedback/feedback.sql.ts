import type { Tx } from '../../platform/database/database.js';
import { appendingEvents } from '../../platform/events/events.sql.js';
import { consentsChanged } from '../../petitions/signature-events.sql.js';
import { consentsInForce, recordingConsents } from '../../supporters/supporters.sql.js';
import { complaintLimit } from '../sending/mailings.status.js';
import { movesOf, movingTallies } from '../sending/tallies.sql.js';
import { recipientStates, type RecipientState } from '../recipients.status.js';

/** The update a token names by the end of its id, and the consent its email rests on. */
export const findUpdate = (tx: Tx, updateEnd: string) => tx.$queryRaw<
  { id: string; slug: string; campaignId: string; petitionId: string | null; purpose: string }[]
>`
  select u.id, u.slug, u.campaign_id as "campaignId", u.petition_id as "petitionId", coalesce(m.audience->>'purpose', 'newsletter') as purpose
  from campaign_update u left join update_mailing m on m.update_id = u.id
  where right(replace(u.id::text, '-', ''), 16) = ${updateEnd}`;

/** How far a "no" reaches: one petition, a campaign, or everything. */
export type StopScope = { petitionId: string } | { campaignId: string } | 'everything';

/**
 * Withdraws a consent wherever it is in force within the scope, and tells the listeners; returns how often that was. `method` and `page` say how and where it was
 * withdrawn.
 */
export const withdrawUpdates = (
  tx: Tx,
  supporterId: string,
  purpose: string,
  scope: StopScope,
  method: string,
  page: string | null,
  now: Date,
) => {
  const [condition, value] =
    scope === 'everything'
      ? [`$6::uuid is null`, null]
      : 'petitionId' in scope
        ? [`g.petition_id = $6::uuid`, scope.petitionId]
        : [`g.petition_id in (select id from petition where campaign_id = $6::uuid)`, scope.campaignId];
  return tx.$queryRawUnsafe<{ n: number }[]>(
    `with said as (${recordingConsents(
      `select g.supporter_id, g.id as subject_id, g.kind as subject_kind, c.purpose, c.recipient, c.wording, g.locale, false as given, $3::text as method, $4::text as page
       from (
         select id, supporter_id, locale, 'signature' as kind from signature g where supporter_id = $1::uuid and ${condition}
         union all select id, supporter_id, locale, 'contact' from contact where supporter_id = $1::uuid and $6::uuid is null
       ) g cross join lateral (${consentsInForce('g.id')}) c
       where c.purpose = $2::text and c.given`,
      '$5::timestamptz',
    )}),
    told as (${appendingEvents(consentsChanged('said'), '$5::timestamptz')})
    select count(*)::int as n from said`,
    supporterId,
    purpose,
    method,
    page,
    now,
    value,
  );
};

/** Moves one recipient on, if it is in one of these states; returns 1 if so. */
export const markRecipient = (
  tx: Tx,
  updateId: string,
  supporterId: string,
  from: readonly RecipientState[],
  to: RecipientState,
  reason: string | null,
) =>
  tx.$queryRawUnsafe<{ n: number }[]>(
    `with held as (
       select update_id, supporter_id, state::int as before from update_recipient
       where update_id = $1::uuid and supporter_id = $2::uuid and state = any($3::int[]) for update
     ),
     moved as (
       update update_recipient r set state = $4::int, reason = $5::text from held h
       where r.update_id = h.update_id and r.supporter_id = h.supporter_id returning r.update_id, h.before, r.state::int as after
     ),
     ${movingTallies(movesOf('moved'))}
     select count(*)::int as n from moved`,
    updateId,
    supporterId,
    from.map((state) => recipientStates[state]),
    recipientStates[to],
    reason,
  );

const arrived = (['sent', 'bounced', 'complained', 'unsubscribed', 'outcome_unknown'] as const).map(
  (state) => recipientStates[state],
);

/** Pauses a mailing about which too large a share of its readers complains; returns 1 if so. */
export const pauseForComplaints = (tx: Tx, updateId: string) => tx.$executeRaw`
  update update_mailing m set state = 'paused', paused_by = 'complaints' from (
    select coalesce(sum(count) filter (where state = ${recipientStates.complained}::int), 0) as complained, sum(count) as sent
    from update_tally where update_id = ${updateId}::uuid and state = any(${arrived}::int[])
  ) t
  where m.update_id = ${updateId}::uuid and m.state = 'sending' and t.complained >= ${complaintLimit.atLeast}::int and t.complained >= t.sent * ${complaintLimit.share}::float8`;

/** The provider of a recipient is not given more tomorrow than today, while a domain warms up. */
export const holdWarmUp = (tx: Tx, updateId: string, supporterId: string) => tx.$executeRaw`
  update mail_provider a set day_held = true from update_recipient r join update_provider p on p.update_id = r.update_id and p.number = r.provider
  where r.update_id = ${updateId}::uuid and r.supporter_id = ${supporterId}::uuid and a.name = p.name`;
