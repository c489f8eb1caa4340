import { Module } from '@nestjs/common';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { ConsentsService } from './consents.service.js';
import { SupportersService } from './supporters.service.js';

@Module({ imports: [TreatiesModule], providers: [SupportersService, ConsentsService], exports: [SupportersService, ConsentsService] })
export class SupportersModule {}
