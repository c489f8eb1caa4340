import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { ImportFaults } from './import-faults.service.js';
import { ImportRuns } from './import-runs.js';
import { ImportUploads } from './import-uploads.service.js';
import { ImportsService } from './imports.service.js';

/** Signatures coming in: paper and spreadsheets. */
@Module({
  imports: [AccessModule, SupportersModule, PetitionsModule],
  providers: [ImportFaults, ImportRuns, ImportUploads, ImportsService],
  exports: [ImportFaults, ImportUploads, ImportsService],
})
export class ImportsModule {}
