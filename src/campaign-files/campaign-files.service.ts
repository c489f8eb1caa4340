import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { CampaignManagement } from '../campaigns/campaign-management.service.js';
import type { CampaignSettings } from '../campaigns/campaign-form.schema.js';
import { DemandParts } from '../campaigns/demands/demand-part.service.js';
import { CampaignParts } from '../campaigns/parts/campaign-part.service.js';
import { ThemeParts } from '../campaigns/theme/theme-part.service.js';
import { PictureParts } from '../campaigns/pictures/picture-part.service.js';
import { TemplateParts } from '../letters/writing/template-part.service.js';
import { PetitionParts } from '../petitions/parts/petition-part.service.js';
import { lockUntilCommit } from '../platform/database/advisory-locks.js';
import { Database, type Tx } from '../platform/database/database.js';
import type { Fault } from '../platform/errors.js';
import { validate } from '../platform/http/validation.js';
import { ConsentsService } from '../supporters/consents.service.js';
import { campaignFile, campaignFormat, campaignVersion, type CampaignFile } from './campaign-file.schema.js';
import {
  CampaignFileNewer,
  CampaignFileTaken,
  CampaignFileTooLarge,
  CampaignFileUnreadable,
  WordingDiffers,
} from './campaign-files.errors.js';
import { mostMegabytes } from './campaign-files.limits.js';
import { asDrafts, renamed, withPictures, type Taken } from './renamed.js';

/** Campaigns as files: everything but people, written and read as a whole. */
@Injectable()
export class CampaignFiles {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly campaigns: CampaignManagement,
    private readonly parts: CampaignParts,
    private readonly demands: DemandParts,
    private readonly petitions: PetitionParts,
    private readonly templates: TemplateParts,
    private readonly pictures: PictureParts,
    private readonly themes: ThemeParts,
    private readonly consents: ConsentsService,
  ) {}

  /** The file of a campaign, as one moment has it. The same campaign gives the same bytes. @throws CampaignNotFound */
  async export(slug: string): Promise<string> {
    return textOf(await this.database.transaction((tx) => this.read(tx, slug)));
  }

  /**
   * Brings in a campaign, all of it or nothing. @param as another short name for it; short names that are taken are then changed
   * @throws CampaignFileUnreadable, CampaignFileNewer, InvalidInput, CampaignSlugTaken, CampaignFileTaken, WordingDiffers
   */
  async import(text: string, actor: string, as: string | null = null): Promise<{ slug: string }> {
    const file = await this.parsed(text);
    await this.database.transaction((tx) => this.add(tx, file, actor, as));
    this.campaigns.shown();
    return { slug: as ?? file.campaign.slug };
  }

  /** Brings in a campaign where there is none at all; of processes that start together one does it. @returns whether this one did */
  async importFirst(text: string, actor: string): Promise<boolean> {
    const file = await this.parsed(text);
    return this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'campaignFile');
      if ((await tx.campaign.count()) > 0) return false;
      await this.add(tx, file, actor);
      return true;
    });
  }

  /** A new campaign that begins as a copy of another: its words and plans, as drafts. @throws CampaignNotFound, CampaignSlugTaken, InvalidInput */
  async copy(from: string, slug: string, settings: CampaignSettings, actor: string): Promise<{ id: string }> {
    const copied = await this.database.transaction(async (tx) => {
      const file = asDrafts(await this.read(tx, from));
      return this.add(tx, withoutAnchor(file, settings), actor, slug, settings);
    });
    this.campaigns.shown();
    return copied;
  }

  private async read(tx: Tx, slug: string): Promise<CampaignFile> {
    const { id, part: campaign } = await this.parts.campaign(tx, slug);
    const petitions = await this.petitions.read(tx, id);
    const offers = petitions.flatMap(({ consents }) => consents);
    return {
      format: campaignFormat,
      version: campaignVersion,
      campaign,
      plan: await this.parts.plan(tx, id),
      texts: await this.parts.texts(tx, id),
      demands: await this.demands.read(tx, id),
      wordings: await this.consents.wordingsOf(tx, offers),
      petitions,
      letterTemplates: await this.templates.read(tx, id),
      pictures: await this.pictures.read(tx, id),
      ...(await this.themes.read(tx, id)),
    };
  }

  private async parsed(text: string): Promise<CampaignFile> {
    const file = await parsed(text);
    const { pictures, renamed } = await this.pictures.encoded(file.pictures);
    return withPictures(file, pictures, renamed);
  }

  /** Brings in a campaign within a transaction that goes on; see `import`. */
  async add(
    tx: Tx,
    file: CampaignFile,
    actor: string,
    as: string | null = null,
    settings: CampaignSettings = this.parts.settingsOf(file.campaign),
  ): Promise<{ id: string }> {
    const slug = as ?? file.campaign.slug;
    const { id } = await this.campaigns.createIn(tx, slug, settings, actor);
    const taken = await this.taken(tx, file);
    if (as === null) refuseTaken(file, taken);
    const own = as === null ? file : renamed(file, as, taken);
    await this.addWordings(tx, own);
    await this.parts.addPlan(tx, id, own.plan);
    await this.parts.addTexts(tx, id, own.texts);
    await this.demands.add(tx, id, own.demands);
    await this.pictures.add(tx, id, own.pictures, actor);
    await this.themes.add(tx, id, own.theme);
    await this.petitions.add(tx, id, own.petitions, actor);
    await this.templates.add(tx, id, own.letterTemplates, actor);
    await this.audit.record(tx, { actor, action: 'campaign.imported', details: { slug } });
    return { id };
  }

  private async taken(tx: Tx, file: CampaignFile): Promise<Taken> {
    const slugs = (list: readonly { slug: string }[]) => list.map(({ slug }) => slug);
    return {
      petitions: await this.petitions.taken(tx, slugs(file.petitions)),
      demands: await this.demands.taken(tx, slugs(file.demands)),
      texts: await this.parts.takenTexts(tx, slugs(file.texts)),
    };
  }

  /** Consents refer to words that never change: those of the file are added, and must not differ from those that are there. */
  private async addWordings(tx: Tx, { wordings }: CampaignFile): Promise<void> {
    const held = await this.consents.wordingsOf(tx, wordings);
    const faults = wordings.flatMap(({ purpose, wording, texts }, index): Fault[] => {
      const stored = held.find((one) => one.purpose === purpose && one.wording === wording);
      const differing = Object.keys(texts).filter(
        (locale) => stored?.texts[locale] !== undefined && !isDeepStrictEqual(stored.texts[locale], texts[locale]),
      );
      return differing.map((locale) => ({
        pointer: `/wordings/${index}/texts/${locale}`,
        code: 'campaign_file.wording_differs',
        detail: 'differs from the stored words',
      }));
    });
    if (faults.length > 0) throw new WordingDiffers(faults);
    await this.consents.ensureWordings(wordings, tx);
  }
}

/** A campaign without a day has no plan or demands that count from it. */
function withoutAnchor(file: CampaignFile, { anchorMonth }: CampaignSettings): CampaignFile {
  if (anchorMonth !== null) return file;
  return {
    ...file,
    plan: file.plan.filter(({ offsetDays }) => offsetDays === null),
    demands: file.demands.map((one) => ({ ...one, anchorYear: null })),
  };
}

function refuseTaken(file: CampaignFile, taken: Taken): void {
  const faults = (['petitions', 'demands', 'texts'] as const).flatMap((part) =>
    file[part].flatMap(({ slug }, index): Fault[] =>
      taken[part].includes(slug) ? [{ pointer: `/${part}/${index}/slug`, code: 'slug.taken', detail: 'is taken' }] : [],
    ),
  );
  if (faults.length > 0) throw new CampaignFileTaken(faults);
}

const textOf = (file: CampaignFile): string => `${JSON.stringify(file, null, 2)}\n`;

/** @throws CampaignFileUnreadable, CampaignFileNewer, CampaignFileTooLarge, InvalidInput by the place in the file */
async function parsed(text: string): Promise<CampaignFile> {
  if (text.length > mostMegabytes * 1024 * 1024) throw new CampaignFileTooLarge(mostMegabytes);
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new CampaignFileUnreadable();
  }
  const { format, version } = (content ?? {}) as { format?: unknown; version?: unknown };
  if (format !== campaignFormat) throw new CampaignFileUnreadable();
  if (typeof version === 'number' && version > campaignVersion) throw new CampaignFileNewer(version, campaignVersion);
  return validate(campaignFile, content);
}
