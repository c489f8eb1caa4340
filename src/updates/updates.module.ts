import { Module } from '@nestjs/common';
import { AudienceModule } from './audience/audience.module.js';
import { UpdatesWritingModule } from './writing/updates-writing.module.js';

/** News to supporters. */
@Module({ imports: [UpdatesWritingModule, AudienceModule] })
export class UpdatesModule {}
