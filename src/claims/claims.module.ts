import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ClaimsController } from './claims.controller.js';
import { ClaimsJobs } from './claims.jobs.js';
import { ClaimsReference } from './claims.reference.js';
import { ClaimsService } from './claims.service.js';
import { EssayService } from './essay.service.js';

/** Statements of fact with sources, review dates and translations. */
@Module({
  imports: [AccessModule],
  controllers: [ClaimsController],
  providers: [ClaimsService, ClaimsReference, ClaimsJobs, EssayService],
  exports: [ClaimsService, ClaimsReference, EssayService],
})
export class ClaimsModule {}
