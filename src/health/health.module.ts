import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { PlatformFigures } from './platform-figures.js';

@Module({ controllers: [HealthController], providers: [PlatformFigures] })
export class HealthModule {}
