import type { Tx } from '../../platform/database/database.js';

/** Letters to one State and its replies. */
export interface ContactRow {
  iso: string;
  letters: number;
  lastSentAt: Date;
  /** Replies by email that were matched to a letter and trusted, assessed or not */
  mails: number;
}

/** States that were written to, with the newest letter; test letters and unsent ones do not count. @param campaignId null: of all campaigns */
export const contacts = (tx: Tx, campaignId: string | null): Promise<ContactRow[]> =>
  tx.$queryRaw<ContactRow[]>`
    with own as (
      select l.id, l.iso, l.sent_at, l.status from letter l join letter_run r on r.id = l.run_id
      where ${campaignId}::uuid is null or r.campaign_id = ${campaignId}::uuid)
    select iso, count(*)::int as letters, max(sent_at) as "lastSentAt",
           (select count(*)::int from letter_event e join own o on o.id = e.letter_id where o.iso = l.iso and e.kind = 'replied') as mails
    from own l where sent_at is not null and status in ('sent', 'posted', 'delivered', 'needs_channel')
    group by iso order by iso`;

/** Answers to a campaign that fewer than two people have assessed, with those who have. */
export const unassessedAnswers = (tx: Tx, campaignId: string, limit: number) =>
  tx.$queryRaw<{ iso: string; enteredAt: Date; coders: string[] }[]>`
    select a.iso, a.entered_at as "enteredAt", coded.coders
    from state_answer a cross join lateral (select coalesce(array_agg(distinct c.coder), '{}') as coders from answer_coding c where c.answer_id = a.id) coded
    where a.campaign_id = ${campaignId}::uuid and cardinality(coded.coders) < 2
    order by a.id limit ${limit}`;

export interface SilentLetter {
  id: string;
  iso: string;
  reference: string;
  runId: string;
  sentAt: Date;
}

/**
 * The newest letter of a campaign to each State, sent before an instant, with no reply beyond an acknowledgement, which did not bounce, and about which nobody has
 * decided. `reference` is ours. @param campaignId null: of all campaigns @param limit null: all
 */
export const silentLetters = (
  tx: Tx,
  campaignId: string | null,
  before: Date,
  limit: number | null = null,
): Promise<SilentLetter[]> =>
  tx.$queryRaw<SilentLetter[]>`
    select l.id, l.iso, l.reference, l.run_id as "runId", l.sent_at as "sentAt"
    from letter l join letter_run r on r.id = l.run_id
    where l.sent_at < ${before}::timestamptz and l.status in ('sent', 'posted', 'delivered')
      and (${campaignId}::uuid is null or r.campaign_id = ${campaignId}::uuid)
      and not exists (select from letter n join letter_run nr on nr.id = n.run_id where n.iso = l.iso and nr.campaign_id = r.campaign_id and (n.sent_at > l.sent_at or n.status in ('queued', 'sending', 'deferred', 'outcome_unknown', 'to_print')))
      and not exists (select from letter_event e where e.letter_id = l.id and e.kind = 'replied')
      and not exists (
        select from state_answer a where a.iso = l.iso and coalesce(a.campaign_id, r.campaign_id) = r.campaign_id and a.received_on >= l.sent_at::date
          and coalesce((select c.stance from answer_coding c where c.answer_id = a.id order by c.id desc limit 1), 'reviewing') <> 'acknowledges_only')
      and not exists (
        select from silence_decision d where d.letter_id = l.id)
    order by l.iso limit ${limit}::int`;
