import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';

interface Props {
  staff: SignedIn;
  /** Distinguishes the boxes of several forms on a page */
  id: string;
  /** Ids of those that are ticked */
  chosen: readonly string[];
}

/** The campaigns something is limited to; nothing where there is only one to choose from. */
export const CampaignBoxes = ({ staff, id, chosen }: Props): VNode | null =>
  staff.campaigns.length < 2 && chosen.length === 0 ? null : (
    <fieldset>
      <legend>Only for these campaigns (none: for all)</legend>
      {staff.campaigns.map((campaign) => (
        <div class="check">
          <input
            id={`${id}-${campaign.slug}`}
            type="checkbox"
            name="campaigns"
            value={campaign.slug}
            checked={chosen.includes(campaign.id)}
          />
          <label for={`${id}-${campaign.slug}`}>{campaign.name}</label>
        </div>
      ))}
    </fieldset>
  );

/** One campaign something is for, or all, for those who work for all; nothing where there is only one to choose from. */
export const CampaignChoice = ({ staff, chosen }: { staff: SignedIn; chosen: string | undefined }): VNode | null =>
  staff.campaigns.length < 2 ? null : (
    <div class="field">
      <label for="campaign">Campaign</label>
      <select id="campaign" name="campaign">
        {staff.everywhere && <option value="">All campaigns</option>}
        {staff.campaigns.map(({ slug, name }) => (
          <option value={slug} selected={slug === (chosen ?? (staff.everywhere ? '' : staff.campaign?.slug))}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );

/** The name of a campaign in a list. */
export const campaignName = ({ campaigns }: SignedIn, id: string | null): string =>
  id === null ? 'all' : (campaigns.find((one) => one.id === id)?.name ?? 'another');
