import type { Statement, Tx } from '../platform/database/database.js';
import type { LedgerEvent } from './ledger-event.js';

const columns = `e.id, e.root_id as root, e.iso, e.convention, e.kind, to_char(e.happened_on, 'YYYY-MM-DD') as "on", e.happened_in as "in",
  e.consent_kind as "consentKind", e.relates_to as "relatesTo", e.note, e.source_title as "sourceTitle", e.source_url as "sourceUrl",
  e.notification, to_char(e.as_of_on, 'YYYY-MM-DD') as "asOf", e.confidence`;

/**
 * The valid events: of each chain of corrections the newest verified one, unless it voids the event. $1 convention or null for both, $2 state or null
 * for all, $3 true: pending events count as verified.
 */
const holding = `
  select * from (
    select distinct on (e.root_id) e.*, r.reviewed_at
    from treaty_event e left join treaty_event_review r on r.event_id = e.id
    where e.convention = any(array(select code from convention where $1::text is null or code = $1))
      and ($2::text is null or e.iso = $2)
      and (r.decision = 'verified' or ($3 and r.decision is null))
    order by e.root_id, e.seq desc
  ) newest where not voids`;

/** Oldest first, by the day from which an event counts (`countsFrom`: the latest possible one); an event comes after the one it refers to. */
const inOrder = `coalesce(held."on",
  case when held."in" > left(held."asOf", length(held."in")) then held."in" || '-99' else least(held."asOf", held."in" || '-99') end) collate "C",
  held."relatesTo" is not null, held.id`;

export const eventsThatHold: Statement = {
  name: 'treaties.events_that_hold',
  text: `select * from (select ${columns} from (${holding}) e) held order by ${inOrder}`,
};

/**
 * Everything positions on any day are derived from, for all states in one statement: each state with its valid events, oldest first, the newest list
 * that was read for it, and the day of the newest one without pending events.
 */
export const statesWithEvents: Statement = {
  name: 'treaties.states_with_events',
  text: `
  with held as (select ${columns} from (${holding}) e),
  event as (select iso, convention, json_agg(held order by ${inOrder}) as events from held group by 1, 2),
  newest as (
    select distinct on (iso, convention) iso, convention,
      json_build_object('title', source_title, 'url', source_url, 'asOf', to_char(as_of_on, 'YYYY-MM-DD'), 'confidence', confidence) as source
    from treaty_status_check where convention = any(array(select code from convention where $1::text is null or code = $1)) and ($2::text is null or iso = $2)
    order by iso, convention, as_of_on desc, id desc
  ),
  verified as (
    select iso, convention, to_char(max(as_of_on), 'YYYY-MM-DD') as through from treaty_status_check
    where import_id <> all(array(
      select w.import_id from treaty_event w left join treaty_event_review v on v.event_id = w.id where v.event_id is null and w.import_id is not null))
    group by 1, 2
  )
  select s.iso, s.iso_3 as "iso3", s.names, s.un_membership as "unMembership", c.code as convention, coalesce(event.events, '[]') as events, newest.source as checked,
    verified.through as "verifiedThrough"
  from state s cross join convention c
  left join event on event.iso = s.iso and event.convention = c.code
  left join newest on newest.iso = s.iso and newest.convention = c.code
  left join verified on verified.iso = s.iso and verified.convention = c.code
  where ($1::text is null or c.code = $1) and ($2::text is null or s.iso = $2)
  order by s.iso, c.code`,
};

/** Events as staff see them, newest first: with who entered and who reviewed. $1 only pending ones, $2 limit. */
export const eventsForStaff: Statement = {
  name: 'treaties.events_for_staff',
  text: `
  select ${columns}, e.supersedes, e.voids, e.entered_by as "enteredBy", e.entered_at as "enteredAt", e.import_id as "importId",
    r.decision, r.reviewed_by as "reviewedBy", r.reviewed_at as "reviewedAt", r.note as "reviewNote", s.names
  from treaty_event e join state s on s.iso = e.iso left join treaty_event_review r on r.event_id = e.id
  where e.id = any(array(
    select w.id from treaty_event w where not $1 or not exists (select 1 from treaty_event_review v where v.event_id = w.id)
    order by w.id desc limit $2))
  order by e.id desc`,
};

/** Recently published events, newest first, for the feed. $1 limit. */
export const changesLately: Statement = {
  name: 'treaties.changes_lately',
  text: `
  select ${columns}, e.voids, e.supersedes, r.reviewed_at as "reviewedAt", s.names
  from treaty_event_review r join treaty_event e on e.id = r.event_id join state s on s.iso = e.iso
  where r.decision = 'verified'
  order by r.reviewed_at desc, coalesce(e.happened_on, e.as_of_on) desc, e.id desc limit $1`,
};

/** Valid and pending events for one state and convention, inside the transaction that is about to add one. */
export const historyIn = (tx: Tx, convention: string, iso: string) =>
  tx.$queryRawUnsafe<LedgerEvent[]>(eventsThatHold.text, convention, iso, true);

/** The same for all states, for a whole list. */
export const wholeHistoryIn = (tx: Tx) => tx.$queryRawUnsafe<LedgerEvent[]>(eventsThatHold.text, null, null, true);
