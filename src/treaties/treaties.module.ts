import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { LedgerImportService } from './ledger-import.service.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerService } from './ledger.service.js';
import { PositionsService } from './positions.service.js';
import { StatesService } from './states.service.js';
import { TreatiesController } from './treaties.controller.js';
import { TreatiesReference } from './treaties.reference.js';

/** States, conventions and the append-only ledger of what happened between them. */
@Module({
  imports: [AccessModule],
  controllers: [TreatiesController, LedgerController],
  providers: [LedgerService, LedgerImportService, PositionsService, StatesService, TreatiesReference],
  exports: [LedgerService, LedgerImportService, PositionsService, StatesService, TreatiesReference],
})
export class TreatiesModule {}
