import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { SupportersModule } from '../../supporters/supporters.module.js';
import { Audiences } from './audiences.service.js';
import { Exclusions } from './exclusions.service.js';

/** Who gets an update. */
@Module({
  imports: [AccessModule, SupportersModule],
  providers: [Audiences, Exclusions],
  exports: [Audiences, Exclusions],
})
export class AudienceModule {}
