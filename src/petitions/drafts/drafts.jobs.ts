import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, Jobs } from '../../platform/jobs/jobs.js';
import { DraftSchedule } from './draft-schedule.service.js';
import { tryLinksJob } from './try-links.js';

export const publishDueJob = defineJob('petitions.publish_scheduled_texts', z.object({}), { attempts: 5 });

/** Every minute: what is due is published, or held. When somebody asks: links are tried. */
@Injectable()
export class DraftsJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly schedule: DraftSchedule,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(publishDueJob, () => this.schedule.publishDue());
    this.jobs.schedule(publishDueJob, '* * * * *');
    this.jobs.handle(tryLinksJob, ({ petitionId }) => this.schedule.tryLinks(petitionId));
  }
}
