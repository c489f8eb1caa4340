import { Module } from '@nestjs/common';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { SendingModule } from '../sending/sending.module.js';
import { WritingModule } from '../writing/writing.module.js';
import { CorrectionsService } from './corrections.service.js';

/** Letters that were wrong, and the ones that correct them. */
@Module({
  imports: [TreatiesModule, ClaimsModule, SendingModule, WritingModule],
  providers: [CorrectionsService],
  exports: [CorrectionsService],
})
export class CorrectionsModule {}
