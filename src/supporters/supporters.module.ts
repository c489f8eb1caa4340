import { Module } from '@nestjs/common';
import { ConsentsService } from './consents.service.js';
import { SupportersService } from './supporters.service.js';

@Module({ providers: [SupportersService, ConsentsService], exports: [SupportersService, ConsentsService] })
export class SupportersModule {}
