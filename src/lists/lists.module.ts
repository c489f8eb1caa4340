import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { BreakdownsService } from './breakdowns.service.js';
import { ExportDownloadService } from './export-download.service.js';
import { ExportFilesService } from './export-files.service.js';
import { ExportLogService } from './export-log.service.js';
import { ExportMaker } from './export-maker.service.js';
import { ExportRuns } from './export-runs.js';
import { ExportService } from './export.service.js';
import { SupporterExportController } from './supporter-export.controller.js';
import { SupporterListService } from './supporter-list.service.js';

/** Signatures going out: exports, the list of supporters, statistics. */
@Module({
  imports: [AccessModule, SupportersModule, PetitionsModule],
  controllers: [SupporterExportController],
  providers: [
    BreakdownsService,
    ExportDownloadService,
    ExportFilesService,
    ExportLogService,
    ExportMaker,
    ExportRuns,
    ExportService,
    SupporterListService,
  ],
  exports: [
    BreakdownsService,
    ExportDownloadService,
    ExportFilesService,
    ExportLogService,
    ExportMaker,
    SupporterListService,
  ],
})
export class ListsModule {}
