import { Module } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { storeOf } from '../platform/files/store-of.js';
import { CONFIG } from '../platform/runtime.js';
import { AccessModule } from '../access/access.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { Witnesses } from './witness/witnesses.service.js';
import { CheckpointCopies } from './checkpoint-copies.js';
import { CountLogController } from './count-log.controller.js';
import { CountLogJobs } from './count-log.jobs.js';
import { CountLogs } from './count-logs.service.js';
import { LogDraws } from './log-draws.service.js';
import { LogFiles } from './log-files.service.js';
import { LogKeys } from './log-keys.service.js';
import { LogRestarts } from './log-restarts.service.js';
import { CheckpointPublisher } from './publisher.service.js';
import { SignatureReceipts } from './receipts.service.js';
import { Sequencer } from './sequencer.service.js';

/** Public logs of what moves the number of a petition, which others can verify without trusting us. */
@Module({
  imports: [AccessModule, PetitionsModule, SupportersModule],
  controllers: [CountLogController],
  providers: [
    {
      provide: CheckpointCopies,
      inject: [CONFIG],
      useFactory: (config: Config) => new CheckpointCopies(storeOf(config)),
    },
    CheckpointPublisher,
    CountLogJobs,
    CountLogs,
    LogDraws,
    LogFiles,
    LogKeys,
    LogRestarts,
    Sequencer,
    SignatureReceipts,
    Witnesses,
  ],
  exports: [CountLogs, LogDraws, SignatureReceipts],
})
export class TransparencyModule {}
