import { readFileSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { CalendarReference } from '../campaigns/calendar.reference.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import type { Config } from '../platform/config/config.js';
import { DomainError, StartupProblem } from '../platform/errors.js';
import { CONFIG } from '../platform/runtime.js';
import { ConsentsService } from '../supporters/consents.service.js';
import { CampaignFiles } from './campaign-files.service.js';
import { ShippedCampaign } from './shipped-campaign.service.js';

/** What an installation begins with: the campaign that is shipped, one from a file, or none. */
@Injectable()
export class FirstCampaign {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly campaigns: CampaignsService,
    private readonly calendar: CalendarReference,
    private readonly consents: ConsentsService,
    private readonly files: CampaignFiles,
    private readonly shipped: ShippedCampaign,
  ) {}

  /**
   * At every start. An installation that has campaigns keeps them as they are; the shipped one gets what a release brings. @param isNew whether the
   * release has not started here before
   * @throws StartupProblem
   */
  async load(isNew: boolean): Promise<void> {
    if (isNew) await this.loadShared();
    const file = this.config.CAMPAIGN_FILE;
    const held = await this.campaigns.list();
    if (file === 'none') return;
    if (file !== undefined) {
      if (held.length === 0) await this.importFrom(file);
      return;
    }
    if (held.length === 0 || (isNew && held.some(({ slug }) => slug === this.shipped.slug))) await this.shipped.bring();
  }

  /** The shipped campaign beside whatever there is. @returns its short name */
  async loadShipped(): Promise<string> {
    await this.loadShared();
    await this.shipped.bring();
    return this.shipped.slug;
  }

  /** What all campaigns have in common. */
  private async loadShared(): Promise<void> {
    await this.consents.loadEarlier();
    await this.calendar.load();
  }

  private async importFrom(path: string): Promise<void> {
    try {
      await this.files.importFirst(readFileSync(path, 'utf8'), 'cli');
    } catch (error) {
      if (error instanceof DomainError) throw refused(path, error);
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      throw new StartupProblem(
        `The campaign file ${path} cannot be read. Set CAMPAIGN_FILE to a file, or to "none".`,
        'campaign_file.unusable',
      );
    }
  }
}

/** The error of a file, with the places in it, for a person at a terminal. */
export function refused(path: string, error: DomainError): StartupProblem {
  const places = (error.faults ?? []).map(({ pointer, detail }) => `\n  ${pointer} ${detail}`).join('');
  return new StartupProblem(`${path}: ${error.message} Nothing was imported.${places}`, error.code);
}
