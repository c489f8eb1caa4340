import { Module } from '@nestjs/common';
import { AudienceModule } from './audience/audience.module.js';
import { UpdatesSendingModule } from './sending/sending.module.js';
import { UpdatesWritingModule } from './writing/updates-writing.module.js';

/** News to supporters. */
@Module({ imports: [UpdatesWritingModule, AudienceModule, UpdatesSendingModule] })
export class UpdatesModule {}
