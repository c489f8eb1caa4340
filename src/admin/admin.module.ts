import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { DoorController } from './door.controller.js';
import { OverviewController } from './overview.controller.js';
import { RecordsController } from './records.controller.js';
import { StaffController } from './staff.controller.js';
import { SupportersController } from './supporters.controller.js';

/** The staff pages. No rule lives here: what may be done is decided by the services and guards. */
@Module({
  imports: [AccessModule, PetitionsModule],
  controllers: [DoorController, OverviewController, RecordsController, StaffController, SupportersController],
})
export class AdminModule {}
