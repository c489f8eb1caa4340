import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../access/sessions.service.js';
import { CampaignOf } from '../../campaign-access/campaign-of.service.js';
import type { StaffClaim } from '../../claims/claims.schema.js';

type Use = StaffClaim['uses'][number];

const kinds: Record<string, Parameters<CampaignOf['find']>[0]> = {
  petition: 'petition',
  campaign_text: 'campaignText',
  demand: 'demand',
  letter: 'letter',
};

/** Claims belong to all campaigns; the texts that use them do not. */
@Injectable()
export class VisibleUses {
  constructor(private readonly campaigns: CampaignOf) {}

  /** Uses in texts of the person's campaigns. */
  async among(staff: SignedIn, uses: readonly Use[]): Promise<Use[]> {
    if (staff.everywhere) return [...uses];
    const mine: Use[] = [];
    for (const use of uses) {
      const kind = kinds[use.kind];
      const of = kind && (await this.campaigns.find(kind, use.place));
      if (staff.campaigns.some(({ id }) => id === of)) mine.push(use);
    }
    return mine;
  }
}
