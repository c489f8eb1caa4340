import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The metrics an operator watches, in the Prometheus text format under /metrics. Labels never hold personal data. */
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
  readonly updateMails = new Counter({
    name: 'demarche_update_mails_total',
    help: 'Emails of updates, by what became of them: sent, refused, deferred, outcome_unknown, skipped, returned (untried).',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly updateRecipients = new Gauge({
    name: 'demarche_update_recipients',
    help: 'Recipients of updates that are not finished, by state.',
    labelNames: ['state'],
    registers: [this.registry],
  });
  readonly updateMailings = new Gauge({
    name: 'demarche_update_mailings',
    help: 'Emails of updates that are not finished, by state: starting, sending, paused_staff, paused_complaints, paused_late.',
    labelNames: ['state'],
    registers: [this.registry],
  });
  readonly updateProvidersHeld = new Gauge({
    name: 'demarche_update_providers_held',
    help: 'Providers that get no updates for now, because they defer or refuse too many.',
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

  readonly outboxOldest = new Gauge({
    name: 'demarche_outbox_oldest_seconds',
    help: 'For how long the mail that waits longest has been due.',
    registers: [this.registry],
  });
  readonly jobsWaiting = new Gauge({
    name: 'demarche_jobs_waiting',
    help: 'Jobs by state: due, later, given_up. Not known to a process that only answers.',
    labelNames: ['state'],
    registers: [this.registry],
  });
  readonly jobsOldest = new Gauge({
    name: 'demarche_jobs_oldest_seconds',
    help: 'For how long the job that waits longest has been due.',
    registers: [this.registry],
  });
  readonly jobs = new Counter({
    name: 'demarche_jobs_total',
    help: 'Jobs carried out, by name and outcome: done, failed.',
    labelNames: ['task', 'outcome'],
    registers: [this.registry],
  });
  readonly jobSeconds = new Histogram({
    name: 'demarche_job_seconds',
    help: 'Time a job takes.',
    buckets: [0.01, 0.05, 0.25, 1, 5, 30, 120, 600],
    registers: [this.registry],
  });
  readonly webhookDeliveries = new Gauge({
    name: 'demarche_webhook_deliveries_waiting',
    help: 'Messages of webhooks that wait to be delivered.',
    registers: [this.registry],
  });
  readonly webhookEndpoints = new Gauge({
    name: 'demarche_webhook_endpoints',
    help: 'Endpoints of webhooks by status.',
    labelNames: ['status'],
    registers: [this.registry],
  });
  readonly letters = new Gauge({
    name: 'demarche_letters',
    help: 'Letters to ministries that are not finished, by status.',
    labelNames: ['status'],
    registers: [this.registry],
  });
  readonly countLogsStopped = new Gauge({
    name: 'demarche_count_logs_stopped',
    help: 'Public logs of petitions that cannot go on, because the database lost what was published.',
    registers: [this.registry],
  });
  readonly databaseConnections = new Gauge({
    name: 'demarche_database_connections',
    help: 'Connections to the database by pool and state: open, idle, waiting (for one).',
    labelNames: ['pool', 'state'],
    registers: [this.registry],
  });
  readonly statementSeconds = new Histogram({
    name: 'demarche_database_statement_seconds',
    help: 'Time a statement takes, COPY left out.',
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });
  readonly slowStatements = new Counter({
    name: 'demarche_database_slow_statements_total',
    help: 'Statements slower than SLOW_QUERY_MS.',
    registers: [this.registry],
  });
  readonly unreadFigures = new Counter({
    name: 'demarche_figures_unread_total',
    help: 'Look-ups for these figures that failed; what they would have told is left out.',
    registers: [this.registry],
  });

  private readonly collectors: { gauges: readonly Gauge[]; collect: () => Promise<void> }[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /**
   * Registers a callback that refreshes gauges when metrics are scraped. It must stay cheap: an index or a few rows.
   * @param gauges what it sets; a value that cannot be read now is missing, not stale
   */
  onRead(gauges: readonly Gauge[], collect: () => Promise<void>): void {
    this.collectors.push({ gauges, collect });
  }

  async text(): Promise<string> {
    await Promise.all(
      this.collectors.map(async ({ gauges, collect }) => {
        for (const gauge of gauges) gauge.reset();
        await collect().catch(() => {
          this.unreadFigures.inc();
          // The reset has removed those with labels, and set the others to zero.
          for (const gauge of gauges) if (!hasLabels(gauge)) gauge.remove();
        });
      }),
    );
    return this.registry.metrics();
  }
}

const hasLabels = (gauge: Gauge): boolean => (gauge as unknown as { labelNames: string[] }).labelNames.length > 0;
