import { Module } from '@nestjs/common';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { ConsentsService } from './consents.service.js';
import { KeyCheckService } from './key-check.service.js';
import { SupportersService } from './supporters.service.js';

const services = [SupportersService, ConsentsService, KeyCheckService];

@Module({ imports: [TreatiesModule], providers: services, exports: services })
export class SupportersModule {}
