import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { ListsModule } from '../../lists/lists.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { ExportOrdersController } from './export-orders.controller.js';
import { ExportsController } from './exports.controller.js';

@Module({
  imports: [AccessModule, PetitionsModule, ListsModule, AdminFrameModule],
  controllers: [ExportOrdersController, ExportsController],
})
export class AdminListsModule {}
