import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, Jobs } from '../../platform/jobs/jobs.js';
import { tryUpdateLinksJob, UpdateSchedule } from './update-schedule.service.js';

export const publishDueUpdatesJob = defineJob('updates.publish_scheduled', z.object({}), { attempts: 5 });

/** Every minute: what is due is published, or held. When somebody asks: links are tried. */
@Injectable()
export class UpdatesJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly schedule: UpdateSchedule,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(publishDueUpdatesJob, () => this.schedule.publishDue());
    this.jobs.schedule(publishDueUpdatesJob, '* * * * *');
    this.jobs.handle(tryUpdateLinksJob, ({ updateId }) => this.schedule.tryLinks(updateId));
  }
}
