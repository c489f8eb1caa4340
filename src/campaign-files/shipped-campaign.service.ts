import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { DemandParts } from '../campaigns/demands/demand-part.service.js';
import { CampaignParts } from '../campaigns/parts/campaign-part.service.js';
import { TemplateParts } from '../letters/writing/template-part.service.js';
import { TemplatesService } from '../letters/writing/templates.service.js';
import { PetitionRenewal } from '../petitions/parts/petition-renewal.service.js';
import { Clock } from '../platform/clock.js';
import { lockUntilCommit } from '../platform/database/advisory-locks.js';
import { Database, type Tx } from '../platform/database/database.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { validate } from '../platform/http/validation.js';
import { withTexts } from '../platform/texts/reference-texts.js';
import { ConsentsService } from '../supporters/consents.service.js';
import { campaignFile, type CampaignFile } from './campaign-file.schema.js';
import { CampaignFiles } from './campaign-files.service.js';

/** Who brings in what is shipped. */
const release = 'release';

const stored = JSON.parse(readFileSync(join(prismaFolder(), 'reference', 'campaign.json'), 'utf8')) as {
  campaign: { slug: string };
};

/** The campaign that is shipped: the file of a campaign, whose texts stand in the catalogues. */
@Injectable()
export class ShippedCampaign {
  readonly slug = stored.campaign.slug;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly files: CampaignFiles,
    private readonly campaigns: CampaignsService,
    private readonly consents: ConsentsService,
    private readonly petitions: PetitionRenewal,
    private readonly demands: DemandParts,
    private readonly parts: CampaignParts,
    private readonly letters: TemplateParts,
    private readonly templates: TemplatesService,
  ) {}

  /** Imports the file, or where its campaign is there already what this release changes of it. Of processes that start together one does it. */
  async bring(): Promise<void> {
    const file = await this.file();
    await this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'campaignFile');
      const held = await tx.campaign.findUnique({ where: { slug: this.slug }, select: { id: true } });
      const { letterTemplates, ...rest } = file;
      const { id } = held ?? (await this.files.add(tx, { ...rest, letterTemplates: [] }, release));
      // Unlike those of other files, its letters have been approved, by the release.
      await this.templates.release(tx, id, letterTemplates);
      if (held) await this.renew(tx, id, file);
    });
  }

  /** The file as of today: published now, with the plan of the coming anchor date. */
  async file(): Promise<CampaignFile> {
    const now = this.clock.now();
    const file = await validate(campaignFile, {
      ...(withTexts(stored) as object),
      letterTemplates: this.letters.shipped(),
    });
    const year = this.parts.comingYear(file.campaign);
    return {
      ...file,
      plan: file.plan.map((milestone) => ({ ...milestone, year })),
      petitions: file.petitions.map((petition) => ({ ...petition, publishedAt: now.toISOString() })),
    };
  }

  /** What people have changed, signed or decided stays (docs/decisions/0032). */
  private async renew(tx: Tx, id: string, file: CampaignFile): Promise<void> {
    await this.campaigns.addLanguages(tx, id, file.campaign.names, file.campaign.anchor?.names ?? {});
    await this.consents.ensureWordings(file.wordings, tx);
    for (const petition of file.petitions) await this.petitions.renew(tx, id, petition);
    const held = await this.demands.taken(
      tx,
      file.demands.map(({ slug }) => slug),
    );
    await this.demands.add(
      tx,
      id,
      file.demands.filter(({ slug }) => !held.includes(slug)),
    );
  }
}
