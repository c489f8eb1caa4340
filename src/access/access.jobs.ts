import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock, days } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { PasskeyChallenges } from './passkey-challenges.service.js';

export const forgetExpiredJob = defineJob('access.forget_expired_sessions', z.object({}), { attempts: 3 });

/** Cleans up after sign-ins: ended sessions, used challenges, and expired failure counts. */
@Injectable()
export class AccessJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly challenges: PasskeyChallenges,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(forgetExpiredJob, () => this.forget());
    this.jobs.schedule(forgetExpiredJob, '41 3 * * *');
  }

  async forget(): Promise<void> {
    const now = this.clock.now();
    await this.database.prisma.staffSession.deleteMany({ where: { expiresAt: { lte: now } } });
    await this.challenges.forgetExpired();
    await this.database.prisma.loginFailure.deleteMany({
      where: { lockedUntil: { lt: new Date(now.getTime() - days(1)) } },
    });
  }
}
