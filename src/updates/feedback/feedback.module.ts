import { Module } from '@nestjs/common';
import { UpdatesSendingModule } from '../sending/sending.module.js';
import { UpdateReports } from './update-reports.service.js';
import { UpdateStopping } from './stopping.service.js';

/** What comes back to an update: people who unsubscribe, bounces, complaints. */
@Module({ imports: [UpdatesSendingModule], providers: [UpdateReports, UpdateStopping], exports: [UpdateStopping] })
export class UpdatesFeedbackModule {}
