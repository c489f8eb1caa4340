import { Module, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../platform/http/metrics.js';
import { Outbox } from '../platform/mail/outbox.js';
import { HealthController } from './health.controller.js';

@Module({ controllers: [HealthController] })
export class HealthModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.metrics.onRead(async () => {
      const { queued, sending } = await this.outbox.unfinished();
      this.metrics.outboxDepth.set({ status: 'queued' }, queued);
      this.metrics.outboxDepth.set({ status: 'sending' }, sending);
    });
  }
}
