import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from './clock.js';
import { DatabaseClock } from './database-clock.js';
import type { Config } from './config/config.js';
import { Database } from './database/database.js';
import { DatabaseWatch } from './database/database-watch.js';
import { StatementWatch } from './database/statement-watch.js';
import { DnsResolver, SystemDns } from './dns.js';
import { Files } from './files/files.js';
import { EventPages } from './events/event-pages.js';
import { EventLog } from './events/event-log.js';
import { Metrics } from './metrics.js';
import { PageCache } from './http/page-cache.js';
import { Jobs } from './jobs/jobs.js';
import { SharedLimits } from './limits/shared-limits.js';
import { MailDispatcher } from './mail/dispatcher.js';
import { MailProviders } from './mail/mail-providers.js';
import { MailKinds } from './mail/mail.kinds.js';
import { Outbox } from './mail/outbox.js';
import { ReportAddresses } from './mail/report-addresses.js';
import { Suppressions } from './mail/suppressions.js';
import { MailTransport, SmtpTransport, UpdateTransport } from './mail/transport.js';
import { Notices } from './notices.js';
import { OutgoingClient } from './outgoing/outgoing-client.js';
import { ApiDocument } from './openapi/api-document.js';
import { CONFIG, type Runtime } from './runtime.js';
import { ShutdownState } from './shutdown-state.js';
import { Tokens } from './tokens.js';
import { Tracing } from './tracing/tracing.js';

const shared = [
  CONFIG,
  Database,
  DatabaseWatch,
  Clock,
  Tokens,
  Jobs,
  Outbox,
  MailKinds,
  MailTransport,
  UpdateTransport,
  MailProviders,
  ReportAddresses,
  MailDispatcher,
  Suppressions,
  EventLog,
  EventPages,
  Files,
  SharedLimits,
  DnsResolver,
  OutgoingClient,
  Metrics,
  Tracing,
  PageCache,
  ShutdownState,
  ApiDocument,
  Notices,
];

/** Everything that is independent of the campaign domain, for all modules. */
@Global()
@Module({})
export class PlatformModule {
  static of(runtime: Runtime): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: CONFIG, useValue: runtime.config },
        {
          provide: Database,
          useFactory: (metrics: Metrics, tracing: Tracing) =>
            new Database({
              access: runtime.database,
              poolSize: runtime.config.DATABASE_POOL,
              watch: new StatementWatch(runtime.config.SLOW_QUERY_MS, metrics, tracing),
            }),
          inject: [Metrics, Tracing],
        },
        { provide: Tracing, useFactory: () => tracingFor(runtime.config) },
        { provide: Tokens, useFactory: () => new Tokens(runtime.secretKey) },
        {
          provide: MailTransport,
          useFactory: (config: Config) => new SmtpTransport(config, runtime.smtpUrl ?? 'smtp://127.0.0.1:25'),
          inject: [CONFIG],
        },
        {
          provide: UpdateTransport,
          useFactory: (config: Config) => new SmtpTransport(config, runtime.smtpUrl ?? 'smtp://127.0.0.1:25'),
          inject: [CONFIG],
        },
        { provide: DnsResolver, useFactory: () => runtime.dns ?? new SystemDns() },
        {
          provide: Clock,
          useFactory: (database: Database) => runtime.clock ?? new DatabaseClock(database),
          inject: [Database],
        },
        Jobs,
        Outbox,
        MailKinds,
        MailDispatcher,
        MailProviders,
        ReportAddresses,
        Suppressions,
        EventLog,
        EventPages,
        DatabaseWatch,
        Files,
        SharedLimits,
        Metrics,
        PageCache,
        ShutdownState,
        ApiDocument,
        Notices,
        OutgoingClient,
      ],
      exports: shared,
    };
  }
}

/** The OpenTelemetry libraries are loaded only where a collector is configured. */
async function tracingFor({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ROLE }: Config): Promise<Tracing> {
  if (endpoint === undefined) return new Tracing();
  const { OtelTracing } = await import('./tracing/otel-tracing.js');
  return new OtelTracing(endpoint, ROLE);
}
