import type { Tx } from '../../platform/database/database.js';

export interface WaitingTemplate {
  kind: string;
  convention: string | null;
  audience: string | null;
  locale: string;
  author: string;
  createdAt: Date;
}

/** Drafts by staff that no newer version has replaced, the oldest first. @param bundled the author of texts that came with the program */
export const waitingTemplates = (tx: Tx, campaignId: string, bundled: string, limit: number) =>
  tx.$queryRaw<WaitingTemplate[]>`
    select t.kind, t.convention, t.audience, t.locale, t.author, t.created_at as "createdAt" from letter_template t
    where t.campaign_id = ${campaignId}::uuid and t.status = 'draft' and t.author <> ${bundled}
      and not exists (
        select from letter_template n where n.campaign_id = t.campaign_id and n.kind = t.kind and n.locale = t.locale
          and coalesce(n.convention, '') = coalesce(t.convention, '') and coalesce(n.audience, '') = coalesce(t.audience, '')
          and n.version > t.version)
    order by t.created_at, t.id limit ${limit}`;
