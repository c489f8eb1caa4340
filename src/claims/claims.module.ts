import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ClaimsController } from './claims.controller.js';
import { ClaimsJobs } from './claims.jobs.js';
import { ClaimsReference } from './claims.reference.js';
import { ClaimsService } from './claims.service.js';
import { ClaimsWaiting } from './claims-waiting.service.js';
import { EssayService } from './essay.service.js';

/** Statements of fact with sources, review dates and translations. */
@Module({
  imports: [AccessModule],
  controllers: [ClaimsController],
  providers: [ClaimsService, ClaimsWaiting, ClaimsReference, ClaimsJobs, EssayService],
  exports: [ClaimsService, ClaimsWaiting, ClaimsReference, EssayService],
})
export class ClaimsModule {}
