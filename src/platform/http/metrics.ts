import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The figures an operator watches, in the Prometheus text format under /metrics. Labels never hold personal data. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly signups = new Counter({
    name: 'demarche_signups_total',
    help: 'Sign-ups answered, by outcome: accepted, shadowed, limited, refused, unavailable.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly confirmations = new Counter({
    name: 'demarche_confirmations_total',
    help: 'Uses of confirmation links, by outcome: confirmed, repeated, expired, invalid, disowned.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly mails = new Counter({
    name: 'demarche_mails_total',
    help: 'Attempts to send a mail, by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers: [this.registry],
  });
  readonly outboxDepth = new Gauge({
    name: 'demarche_outbox_mails',
    help: 'Mails waiting or in hand.',
    labelNames: ['status'],
    registers: [this.registry],
  });
  readonly intakeWaiting = new Gauge({
    name: 'demarche_intake_waiting',
    help: 'Sign-ups waiting for the next commit.',
    registers: [this.registry],
  });
  readonly countAlarms = new Counter({
    name: 'demarche_count_alarms_total',
    help: 'Differences found between the counter and a recount.',
    registers: [this.registry],
  });
  readonly pagesFromMemory = new Counter({
    name: 'demarche_pages_from_memory_total',
    help: 'Public pages and counters answered from memory, before the framework; not part of the request histogram.',
    registers: [this.registry],
  });
  readonly latency = new Histogram({
    name: 'demarche_http_request_seconds',
    help: 'Time from request to answer.',
    labelNames: ['method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  private readonly collectors: (() => Promise<void>)[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Registers a look-up that refreshes gauges when somebody reads the figures. */
  onRead(collect: () => Promise<void>): void {
    this.collectors.push(collect);
  }

  async text(): Promise<string> {
    await Promise.all(this.collectors.map((collect) => collect()));
    return this.registry.metrics();
  }
}
