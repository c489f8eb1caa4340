import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { InvalidInput } from '../platform/errors.js';
import { PageCache } from '../platform/http/page-cache.js';
import { newId } from '../platform/ids.js';
import { CONFIG } from '../platform/runtime.js';
import type { ByLanguage } from '../platform/texts/in-language.js';
import type { CampaignSettings } from './campaign-form.schema.js';
import { CampaignChanged, CampaignNotFound, CampaignSlugTaken } from './campaigns.errors.js';
import { campaignTextsTag } from './campaign-texts.service.js';
import { profileTag } from './profile.service.js';

export interface ManagedCampaign extends CampaignSettings {
  id: string;
  slug: string;
  revision: number;
  createdAt: Date;
}

/** Campaigns as such: created, renamed, moved to another day, zone or host. */
@Injectable()
export class CampaignManagement {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly cache: PageCache,
  ) {}

  /** @throws CampaignNotFound */
  async get(slug: string): Promise<ManagedCampaign> {
    const row = await this.database.prisma.campaign.findUnique({ where: { slug } });
    if (!row) throw new CampaignNotFound();
    return { ...row, names: row.names as ByLanguage, anchorNames: row.anchorNames as ByLanguage };
  }

  /** An empty campaign. @throws CampaignSlugTaken, InvalidInput (the host) */
  async create(slug: string, settings: CampaignSettings, actor: string): Promise<{ id: string }> {
    const created = await this.database.transaction((tx) => this.createIn(tx, slug, settings, actor));
    this.shown();
    return created;
  }

  /** The same within a transaction that goes on. */
  async createIn(tx: Tx, slug: string, settings: CampaignSettings, actor: string): Promise<{ id: string }> {
    await this.requireFreeHost(tx, settings.host, null);
    const id = newId();
    const data = { id, slug, ...settings, names: { ...settings.names }, anchorNames: { ...settings.anchorNames } };
    const { count } = await tx.campaign.createMany({
      data: [{ ...data, createdAt: this.clock.now() }],
      skipDuplicates: true,
    });
    if (count === 0) throw new CampaignSlugTaken();
    await this.audit.record(tx, { actor, action: 'campaign.created', details: { slug } });
    return { id };
  }

  /** @param revision the one that was shown to who changed it @throws CampaignNotFound, CampaignChanged, InvalidInput */
  async save(slug: string, revision: number, settings: CampaignSettings, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const found = await tx.campaign.findUnique({ where: { slug } });
      if (!found) throw new CampaignNotFound();
      if (settings.anchorMonth === null) await this.requireNothingRelative(tx, found.id);
      await this.requireFreeHost(tx, settings.host, found.id);
      const { count } = await tx.campaign.updateMany({
        where: { id: found.id, revision },
        data: {
          ...settings,
          names: { ...settings.names },
          anchorNames: { ...settings.anchorNames },
          revision: revision + 1,
        },
      });
      if (count === 0) throw new CampaignChanged();
      await this.audit.record(tx, { actor, action: 'campaign.saved', details: { slug } });
    });
    this.shown();
  }

  /** After a change of what public pages show. */
  shown(): void {
    for (const tag of ['petitions', 'demands', campaignTextsTag, profileTag]) this.cache.expire(tag);
  }

  private async requireFreeHost(tx: Tx, host: string | null, own: string | null): Promise<void> {
    if (host === null) return;
    const say = (code: string, detail: string) => new InvalidInput([{ pointer: '/host', code, detail }]);
    if (host === new URL(this.config.PUBLIC_URL).hostname)
      throw say('campaign.host_of_installation', 'is the host name of the whole installation');
    const other = await tx.campaign.findUnique({ where: { host }, select: { id: true } });
    if (other && other.id !== own) throw say('campaign.host_taken', 'is the host name of another campaign');
  }

  /** A campaign keeps its day while its plan or its demands count from it. */
  private async requireNothingRelative(tx: Tx, campaignId: string): Promise<void> {
    const milestones = await tx.milestone.count({ where: { campaignId, offsetDays: { not: null } } });
    const demands = await tx.demand.count({ where: { campaignId, anchorYear: { not: null } } });
    if (milestones + demands === 0) return;
    const detail = `is needed: ${milestones} milestones and ${demands} demands count from it`;
    throw new InvalidInput([{ pointer: '/anchorMonth', code: 'campaign.anchor_used', detail }]);
  }
}
