import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { RecordsController } from './records.controller.js';
import { StaffChangesController } from './staff-changes.controller.js';
import { StaffController } from './staff.controller.js';
import { StaffView } from './staff-view.js';
import { TokensController } from './tokens.controller.js';

@Module({
  imports: [AccessModule, AdminFrameModule],
  controllers: [RecordsController, StaffChangesController, StaffController, TokensController],
  providers: [StaffView],
})
export class AdminStaffModule {}
