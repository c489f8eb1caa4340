import { Module } from '@nestjs/common';
import { HelpController } from './help.controller.js';

/** Staff pages: what the words mean. */
@Module({ controllers: [HelpController] })
export class AdminHelpModule {}
