import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { SupporterLettersModule } from '../../supporter-letters/supporter-letters.module.js';
import { SendingModule } from '../../letters/sending/sending.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { SupporterLettersController } from './supporter-letters.controller.js';

@Module({
  imports: [AccessModule, SupporterLettersModule, SendingModule, AdminFrameModule],
  controllers: [SupporterLettersController],
})
export class AdminSupporterLettersModule {}
