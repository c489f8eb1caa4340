import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { StaffClaimsController } from './claims.controller.js';

@Module({
  imports: [AccessModule, ClaimsModule, AdminFrameModule],
  controllers: [StaffClaimsController],
})
export class AdminClaimsModule {}
