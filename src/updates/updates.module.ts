import { Module } from '@nestjs/common';
import { AudienceModule } from './audience/audience.module.js';
import { UpdatesFeedbackModule } from './feedback/feedback.module.js';
import { UpdatesSendingModule } from './sending/sending.module.js';
import { UpdatesWritingModule } from './writing/updates-writing.module.js';

/** News to supporters. */
@Module({ imports: [UpdatesWritingModule, AudienceModule, UpdatesSendingModule, UpdatesFeedbackModule] })
export class UpdatesModule {}
