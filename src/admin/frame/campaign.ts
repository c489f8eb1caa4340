import { NoCampaignYet } from '../../access/access.errors.js';
import type { CampaignRef } from '../../access/campaign-reach.service.js';
import { CampaignNotFound } from '../../campaigns/campaigns.errors.js';
import type { SignedIn } from '../../access/sessions.service.js';

/** The campaign a page or form is about: of what its address names, else the one its form was made for, else the one looked at last. @throws NoCampaignYet */
export function campaignOf({ campaign }: SignedIn): CampaignRef {
  if (!campaign) throw new NoCampaignYet();
  return campaign;
}

/** Whether somebody may see what is for one campaign only; null: for all campaigns. */
export const reaches = ({ campaigns, everywhere }: SignedIn, campaignId: string | null): boolean =>
  everywhere || campaigns.some(({ id }) => id === campaignId);

/** The only campaign of something new, by the short name chosen; null: for all. Who works for named campaigns makes things for one of them. @throws CampaignNotFound, NoCampaignYet */
export function onlyCampaignIn(staff: SignedIn, slug: string): string | null {
  if (slug !== '') return campaignsIn(staff, [slug])[0] ?? null;
  return staff.everywhere ? null : campaignOf(staff).id;
}

/** Emails that are not known to answer any letter are read by those who work for all campaigns. */
export const mayReadUnassigned = ({ everywhere }: SignedIn): boolean => everywhere;

/** Ids of the campaigns that were ticked. @throws CampaignNotFound for one that is not there to be ticked */
export function campaignsIn({ campaigns }: SignedIn, slugs: readonly string[]): string[] {
  return slugs.map((slug) => {
    const found = campaigns.find((one) => one.slug === slug);
    if (!found) throw new CampaignNotFound();
    return found.id;
  });
}
