import type { Statement, Tx } from '../../platform/database/database.js';
import { parameters } from '../../platform/database/parameters.js';
import { recipientStates } from '../recipients.status.js';

/** Whether the outbox has an email that is due: confirmations and all others go first. */
export const isOutboxDue = (tx: Tx, now: Date) => tx.$queryRaw<{ due: boolean }[]>`
  select exists (select from outbox_mail where status = 'queued' and due_at <= ${now}) as due`;

/** A provider of a mailing that is sending. */
export interface OpenProvider {
  updateId: string;
  campaignId: string;
  version: number;
  number: number;
  name: string;
  frozen: number;
  isHeld: boolean;
}

/** Mailings that are sending, the oldest first, with their providers. */
export const openProviders = (tx: Tx, now: Date) => tx.$queryRaw<OpenProvider[]>`
  select m.update_id as "updateId", u.campaign_id as "campaignId", m.version, p.number, p.name, p.frozen, coalesce(a.held_until > ${now}, false) as "isHeld"
  from update_mailing m join campaign_update u on u.id = m.update_id join update_provider p on p.update_id = m.update_id
  left join mail_provider a on a.name = p.name
  where m.state = 'sending' and p.frozen > 0
  order by m.started_at, m.update_id, p.frozen desc, p.number`;

/** Answers in a window, how many of them may be deferrals and refusals before the provider is held, and for how many minutes: doubled each time. */
const limits = { window: 200, deferred: 10, refused: 4, minutes: 1, doublings: 6 };

export const answers = parameters(
  { now: 'timestamptz' },
  { name: 'text', answers: 'int', deferred: 'int', refused: 'int' },
);

/**
 * Adds answers to what is known of their providers. One that defers more than 5 % of the last 200, or refuses more than 2 % for good, is held alone: for a minute,
 * twice as long each time again.
 */
export const noteAnswers: Statement = {
  name: 'updates.note_answers',
  text: `
  with given as (select name, sum(answers)::int as answers, sum(deferred)::int as deferred, sum(refused)::int as refused from ${answers.rows('g')} group by name)
  insert into mail_provider as p (name, answers, deferred, refused) select * from given order by name
  on conflict (name) do update set (answers, deferred, refused, strikes, held_until, held_by, day_held) = (
    select case when s.trips then 0 when s.full then s.answers / 2 else s.answers end,
      case when s.trips then 0 when s.full then s.deferred / 2 else s.deferred end,
      case when s.trips then 0 when s.full then s.refused / 2 else s.refused end,
      case when s.trips then least(p.strikes + 1, ${limits.doublings}) when s.full then 0 else p.strikes end,
      case when s.trips then ${answers.$.now} + interval '${limits.minutes} minutes' * power(2, p.strikes) else p.held_until end,
      case when s.trips then case when s.deferred > ${limits.deferred} then 'deferred' else 'refused' end else p.held_by end,
      p.day_held or s.trips
    from (
      select n.answers, n.deferred, n.refused, n.answers >= ${limits.window} as full, n.deferred > ${limits.deferred} or n.refused > ${limits.refused} as trips
      from (select p.answers + excluded.answers as answers, p.deferred + excluded.deferred as deferred, p.refused + excluded.refused as refused) n
    ) s
  )`,
};

/**
 * How much each provider may get today while a new sending domain warms up. The first day's number is doubled on each day after one that went well and was used;
 * after a day on which the provider was held it stays. @returns what is left of today
 */
export const warmUp = (tx: Tx, names: readonly string[], first: number, day: Date) => tx.$queryRaw<
  { name: string; left: number }[]
>`
  insert into mail_provider as p (name, day, day_cap) select name, ${day}::date, ${first}::int from unnest(${names as string[]}::text[]) as n(name) order by name
  on conflict (name) do update set
    day = excluded.day,
    day_cap = case when p.day is null or p.day_cap = 0 then excluded.day_cap when p.day >= excluded.day or p.day_held or p.day_sent * 2 < p.day_cap then p.day_cap
      else least(p.day_cap::int8 * 2, 1000000000)::int end,
    day_sent = case when p.day >= excluded.day then p.day_sent else 0 end,
    day_held = p.day >= excluded.day and p.day_held
  returning p.name, greatest(0, p.day_cap - p.day_sent) as left`;

/** How many of a mailing still wait at each provider, and what that may get in a day. */
export const waitingByProvider = (tx: Tx, updateId: string) => tx.$queryRaw<
  { waiting: number; day: string | null; cap: number | null; sent: number | null; held: boolean | null }[]
>`
  select w.n::int as waiting, a.day::text as day, a.day_cap as cap, a.day_sent as sent, a.day_held as held
  from (select provider, count(*) as n from update_recipient where update_id = ${updateId}::uuid and state = ${recipientStates.waiting}::int group by provider) w
  join update_provider p on p.update_id = ${updateId}::uuid and p.number = w.provider
  left join mail_provider a on a.name = p.name`;

export const noteWarmUp = (tx: Tx, names: readonly string[], sent: readonly number[]) => tx.$executeRaw`
  update mail_provider p set day_sent = p.day_sent + s.n from unnest(${names as string[]}::text[], ${sent as number[]}::int[]) as s(name, n) where p.name = s.name`;
