import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { MetricsServer } from './metrics-server.js';
import { PlatformFigures } from './platform-figures.js';

@Module({ controllers: [HealthController], providers: [MetricsServer, PlatformFigures] })
export class HealthModule {}
