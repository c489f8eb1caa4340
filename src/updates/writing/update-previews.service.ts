import { Injectable } from '@nestjs/common';
import { StaffUpdates } from './staff-updates.service.js';
import { hashOfTexts } from './update-texts.js';
import { UpdateViews, type PublicUpdate } from './update-views.service.js';

/** What is written, as the public would read it. */
export interface UpdatePreview {
  update: PublicUpdate;
  /** When the draft was last changed; null where what is shown is public */
  changedAt: Date | null;
}

/** Drafts, as the public would read them. */
@Injectable()
export class UpdatePreviews {
  constructor(
    private readonly updates: StaffUpdates,
    private readonly views: UpdateViews,
  ) {}

  /** @param now stands where the day of publication will @throws UpdateNotFound */
  async of(slug: string, locale: string, now: Date): Promise<UpdatePreview> {
    const update = await this.updates.of(slug);
    const versions = await this.views.versionsOf(update.id);
    const { texts, reason } = update;
    const number = (versions[0]?.number ?? 0) + 1;
    const next = {
      number,
      hash: hashOfTexts(texts),
      texts,
      reason: number > 1 ? reason : null,
      publishedBy: '',
      publishedAt: now,
    };
    const isPublic = update.state === 'published';
    const shown = {
      id: update.id,
      slug,
      campaignId: update.campaignId,
      petition: await this.views.petitionOf(update.petitionId, locale),
      publishedAt: update.publishedAt ?? now,
      versions: isPublic ? versions : [next, ...versions],
    };
    return { update: shown, changedAt: isPublic ? null : update.updatedAt };
  }
}
