import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { DemandEvidence } from './demand-evidence.service.js';
import { DemandHistory } from './demand-history.service.js';
import { DemandParts } from './demand-part.service.js';
import { DemandViews } from './demand-views.service.js';
import { DemandsController } from './demands.controller.js';
import { DemandsService } from './demands.service.js';

/** What the campaign asks, of whom, and what became of it. */
@Module({
  imports: [AccessModule, TreatiesModule, ClaimsModule],
  controllers: [DemandsController],
  providers: [DemandsService, DemandEvidence, DemandHistory, DemandViews, DemandParts],
  exports: [DemandsService, DemandEvidence, DemandHistory, DemandViews, DemandParts],
})
export class DemandsModule {}
