import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { ImportsModule } from '../../imports/imports.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { ImportForm } from './import-form.js';
import { ImportsController } from './imports.controller.js';

@Module({
  imports: [AccessModule, PetitionsModule, ImportsModule, AdminFrameModule],
  controllers: [ImportsController],
  providers: [ImportForm],
})
export class AdminImportsModule {}
