import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { ClaimsService } from './claims.service.js';

export const markClaimUsesJob = defineJob('claims.mark_texts_with_unusable_claims', z.object({}), { attempts: 3 });

/** Every night, marks texts that use a fact whose check has expired. */
@Injectable()
export class ClaimsJobs implements OnModuleInit {
  private readonly log = new Logger('Claims');

  constructor(
    private readonly jobs: Jobs,
    private readonly claims: ClaimsService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(markClaimUsesJob, () => this.mark());
    this.jobs.schedule(markClaimUsesJob, '7 1 * * *');
  }

  private async mark(): Promise<void> {
    const marked = await this.claims.markUses();
    if (marked > 0)
      this.log.warn(
        `${marked} uses of facts in texts are marked: the fact was retired, refused, or its check has expired.`,
      );
  }
}
