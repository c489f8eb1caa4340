import type { Tx } from '../platform/database/database.js';

export interface SiteCampaignRow {
  id: string;
  slug: string;
  names: unknown;
  locales: string[];
  host: string | null;
  /** `#rrggbb`; null: as the program has it */
  onLight: string | null;
  onDark: string | null;
  /** Name of a picture */
  logo: string | null;
  /** The petition that can be signed, or else the latest that could; null without one */
  petition: string | null;
  /** Whether it asks anything on the basis of one of the two treaties */
  aboutTreaties: boolean;
  /** Whether anything of it is published */
  shown: boolean;
}

/** All campaigns with what the public sees of them, the oldest first. */
export const siteCampaigns = (tx: Tx) => tx.$queryRaw<SiteCampaignRow[]>`
  select c.id, c.slug, c.names, c.locales, c.host, p.slug as petition,
         h.on_light as "onLight", h.on_dark as "onDark", h.logo,
         exists (select from demand d, unnest(d.basis) b
                 where d.campaign_id = c.id and d.status = 'published' and b ~ '^(APMBC|CCM)-') as "aboutTreaties",
         (p.slug is not null
           or exists (select from demand d where d.campaign_id = c.id and d.status <> 'draft')
           or exists (select from campaign_text t where t.campaign_id = c.id and t.status = 'published')) as shown
  from campaign c left join campaign_theme h on h.campaign_id = c.id left join lateral (
    select p.slug from petition p
    where p.campaign_id = c.id and p.published_at is not null and p.hidden_at is null and p.archived_at is null
    order by (p.closed_at is not null or coalesce(p.closes_at <= now(), false)), p.id limit 1
  ) p on true
  order by c.id`;
