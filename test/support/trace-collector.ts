import { createServer, type Server } from 'node:http';

interface OtlpAttribute {
  key: string;
  value: { stringValue?: string; intValue?: string | number };
}

export interface CollectedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: OtlpAttribute[];
}

/** Takes traces as a collector of OpenTelemetry does, in JSON over HTTP. */
export class TraceCollector {
  private readonly bodies: string[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        if (request.url === '/v1/traces') this.bodies.push(body);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
  }

  /** @returns the address to send to */
  start(): Promise<string> {
    return new Promise((resolve) =>
      this.server.listen(0, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(this.server.address() as { port: number }).port}`),
      ),
    );
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Everything that came, as it came. */
  get raw(): string {
    return this.bodies.join('\n');
  }

  get spans(): CollectedSpan[] {
    interface Batch {
      resourceSpans: { scopeSpans: { spans: CollectedSpan[] }[] }[];
    }
    return this.bodies.flatMap((body) =>
      (JSON.parse(body) as Batch).resourceSpans.flatMap((one) => one.scopeSpans.flatMap(({ spans }) => spans)),
    );
  }
}
