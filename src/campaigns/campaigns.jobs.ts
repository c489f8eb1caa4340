import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { CampaignTextsService } from './campaign-texts.service.js';
import { CampaignTextNotFound } from './campaigns.errors.js';
import { DigestService } from './digest.service.js';
import { MilestoneTriggers } from './milestone-triggers.service.js';

export const fireDueMilestonesJob = defineJob('campaigns.fire_due_milestones', z.object({}), { attempts: 3 });

/** Scheduled jobs of the plan, and milestone triggers of this module. */
@Injectable()
export class CampaignsJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly triggers: MilestoneTriggers,
    private readonly texts: CampaignTextsService,
    private readonly digest: DigestService,
  ) {}

  onModuleInit(): void {
    this.triggers.handle('publish_text', async (tx, target, actor, campaignId) => {
      if (target === null || (await this.texts.campaignOf(target)) !== campaignId) throw new CampaignTextNotFound();
      return this.texts.publish(tx, target, actor);
    });
    this.triggers.handle('send_digest', (tx, _target, _actor, campaignId) => this.digest.queue(tx, campaignId));
    this.jobs.handle(fireDueMilestonesJob, () => this.triggers.fireDue());
    this.jobs.schedule(fireDueMilestonesJob, '5 * * * *');
  }
}
