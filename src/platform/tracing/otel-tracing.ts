import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span as OtelSpan, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { withoutEnding } from '../without-ending.js';
import { currentWork, type Attributes, type Span } from './current-work.js';
import { Tracing, type SpanStart } from './tracing.js';

const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER, client: SpanKind.CLIENT };

/** Sends traces to a collector by OTLP over HTTP. Loaded only where one is configured; an unavailable collector costs spans and nothing else. */
export class OtelTracing extends Tracing {
  override readonly enabled = true;
  private readonly provider: NodeTracerProvider;
  private readonly tracer: Tracer;

  /** @param endpoint without `/v1/traces`, as the OpenTelemetry setting has it */
  constructor(endpoint: string, role: string) {
    super();
    const exporter = new OTLPTraceExporter({ url: `${withoutEnding(endpoint, '/')}/v1/traces`, timeoutMillis: 5_000 });
    this.provider = new NodeTracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'demarche', 'demarche.role': role }),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    this.tracer = this.provider.getTracer('demarche');
  }

  override begin(
    name: string,
    { attributes = {}, kind, parent = currentWork.get()?.span, startedAt }: SpanStart = {},
  ): Span {
    const context = parent instanceof RunningSpan ? trace.setSpan(ROOT_CONTEXT, parent.inner) : ROOT_CONTEXT;
    const options = {
      attributes,
      kind: kind ? kinds[kind] : SpanKind.INTERNAL,
      ...(startedAt !== undefined && { startTime: startedAt }),
    };
    return new RunningSpan(this.tracer.startSpan(name, options, context));
  }

  override async close(): Promise<void> {
    await this.provider.shutdown().catch(() => undefined);
  }
}

class RunningSpan implements Span {
  constructor(readonly inner: OtelSpan) {}

  end(attributes: Attributes = {}, failed = false): void {
    this.inner.setAttributes(attributes);
    if (failed) this.inner.setStatus({ code: SpanStatusCode.ERROR });
    const { 'http.route': route, 'http.request.method': method } = attributes;
    if (route !== undefined) this.inner.updateName(`${method} ${route}`);
    this.inner.end();
  }
}
