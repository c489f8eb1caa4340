import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { ConsentsService } from './consents.service.js';
import { KeyCheckService } from './key-check.service.js';
import { SupportersService } from './supporters.service.js';
import { TagsService } from './tags.service.js';

const services = [SupportersService, ConsentsService, KeyCheckService, TagsService];

@Module({ imports: [AccessModule, TreatiesModule], providers: services, exports: services })
export class SupportersModule {}
