import { Module } from '@nestjs/common';
import { DemandsModule } from '../../campaigns/demands/demands.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { DemandEvidenceController } from './demand-evidence.controller.js';
import { DemandPages } from './demand-pages.service.js';
import { StaffDemandsController } from './demands.controller.js';

/** Staff pages: what the campaign asks, and what became of it. */
@Module({
  imports: [AdminFrameModule, ClaimsModule, TreatiesModule, DemandsModule],
  controllers: [StaffDemandsController, DemandEvidenceController],
  providers: [DemandPages],
})
export class AdminDemandsModule {}
