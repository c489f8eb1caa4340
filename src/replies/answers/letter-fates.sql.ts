import type { Tx } from '../../platform/database/database.js';
import type { LetterFate } from './letter-fates.values.js';

export interface LetterFateRow {
  iso: string;
  fate: LetterFate;
  sentAt: Date | null;
}

/**
 * The newest letter of a campaign to each State and what became of it. A reply is one that was matched to the letter, or one that staff entered since it
 * was sent; the address is missing where the letter is held for that reason, or was refused before anything was sent.
 */
export const letterFatesOf = (tx: Tx, campaignId: string): Promise<LetterFateRow[]> =>
  tx.$queryRaw<LetterFateRow[]>`
    select distinct on (l.iso) l.iso, l.sent_at as "sentAt",
      case
        when exists (select from letter_event e where e.letter_id = l.id and e.kind = 'replied')
          or exists (select from state_answer a where a.iso = l.iso and coalesce(a.campaign_id, r.campaign_id) = r.campaign_id and a.received_on >= l.sent_at::date) then 'replied'
        when l.status = 'needs_channel' and l.sent_at is not null then 'bounced'
        when l.status = 'needs_channel' or l.held @> '[{"code": "ministry.no_channel"}]' then 'no_address'
        when l.status in ('sent', 'posted', 'delivered') then 'sent'
        else 'waiting'
      end as fate
    from letter l join letter_run r on r.id = l.run_id
    where r.campaign_id = ${campaignId}::uuid and r.status in ('approved', 'paused', 'finished') and l.status <> 'cancelled'
    order by l.iso, l.id desc`;
