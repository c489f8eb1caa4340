import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { PageCache } from '../platform/http/page-cache.js';
import { CampaignNotFound, ProfileChanged } from './campaigns.errors.js';
import { missingFacts, requiredFacts, type FactName, type ProfileFacts } from './profile.schema.js';

export interface Profile {
  campaignId: string;
  facts: ProfileFacts;
  /** 0 before anybody has entered anything */
  revision: number;
}

/** Tag of all public pages that show facts about the campaign. */
export const profileTag = 'campaign profile';

/** Who stands behind the campaign, as staff have entered it. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly cache: PageCache,
  ) {}

  /** What staff must still enter, as a list in a sentence; null when nothing is missing. @param campaignId null: the first */
  async missing(campaignId: string | null = null): Promise<string | null> {
    const names = missingFacts(campaignId === null ? await this.factsOfSite() : (await this.of(campaignId)).facts);
    return names.length === 0 ? null : new Intl.ListFormat('en').format(names.map((name) => requiredFacts[name]));
  }

  async of(campaignId: string): Promise<Profile> {
    const row = await this.database.prisma.campaignProfile.findUnique({ where: { campaignId } });
    return { campaignId, facts: (row?.facts ?? {}) as ProfileFacts, revision: row?.revision ?? 0 };
  }

  /** Of the campaign whose pages this installation shows: its first. @throws CampaignNotFound */
  async ofSite(): Promise<Profile> {
    const campaign = await this.database.prisma.campaign.findFirst({
      orderBy: { id: 'asc' },
      select: { id: true, profile: true },
    });
    if (!campaign) throw new CampaignNotFound();
    const { id: campaignId, profile } = campaign;
    return { campaignId, facts: (profile?.facts ?? {}) as ProfileFacts, revision: profile?.revision ?? 0 };
  }

  /** The same facts; none where there is no campaign yet. */
  async factsOfSite(): Promise<ProfileFacts> {
    const profile = await this.database.prisma.campaignProfile.findFirst({ orderBy: { campaignId: 'asc' } });
    return (profile?.facts ?? {}) as ProfileFacts;
  }

  /**
   * Replaces the facts. The audit log names those that changed, not their values, which may be names and addresses of people.
   * @param revision the one that was shown to who changed it @throws ProfileChanged
   */
  async save(campaignId: string, revision: number, facts: ProfileFacts, actor: string): Promise<void> {
    const stored = JSON.parse(JSON.stringify(facts)) as ProfileFacts;
    const before = await this.of(campaignId);
    const names = [...new Set([...Object.keys(before.facts), ...Object.keys(stored)])] as FactName[];
    const changed = names.filter((name) => !isDeepStrictEqual(before.facts[name], stored[name])).sort();
    if (before.revision !== revision) throw new ProfileChanged();
    if (changed.length === 0) return;
    await this.database.transaction(async (tx) => {
      const updatedAt = this.clock.now();
      if (revision === 0) {
        const { count } = await tx.campaignProfile.createMany({
          data: [{ campaignId, facts: stored, revision: 1, updatedAt }],
          skipDuplicates: true,
        });
        if (count === 0) throw new ProfileChanged();
      } else {
        const { count } = await tx.campaignProfile.updateMany({
          where: { campaignId, revision },
          data: { facts: stored, revision: revision + 1, updatedAt },
        });
        if (count === 0) throw new ProfileChanged();
      }
      await this.audit.record(tx, {
        actor,
        action: 'campaign.profile_saved',
        details: { changed: changed.join(', ') },
      });
    });
    this.cache.expire(profileTag);
  }
}
