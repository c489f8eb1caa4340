import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { LedgerEntryController } from './ledger-entry.controller.js';
import { StaffLedgerController } from './ledger.controller.js';

@Module({
  imports: [AccessModule, TreatiesModule, AdminFrameModule],
  controllers: [LedgerEntryController, StaffLedgerController],
})
export class AdminLedgerModule {}
