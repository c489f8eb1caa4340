import { Module } from '@nestjs/common';
import { UpdatesSendingModule } from '../sending/sending.module.js';
import { OwnUpdates } from './own-updates.service.js';
import { UpdateReports } from './update-reports.service.js';
import { UpdateStopping } from './stopping.service.js';

/** What comes back to an update: people who unsubscribe, bounces, complaints. */
@Module({
  imports: [UpdatesSendingModule],
  providers: [OwnUpdates, UpdateReports, UpdateStopping],
  exports: [OwnUpdates, UpdateStopping],
})
export class UpdatesFeedbackModule {}
