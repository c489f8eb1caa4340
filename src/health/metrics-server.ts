import { createServer, type Server } from 'node:http';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { StartupProblem } from '../platform/errors.js';
import { Metrics } from '../platform/metrics.js';
import { CONFIG } from '../platform/runtime.js';

/** Default port of the metrics. */
export const defaultMetricsPort = 9_464;

/**
 * Serves `/metrics` on a separate port. Metrics reveal how the campaign goes, and on a quiet day the effect of a single sign-up, so they are not on
 * the public port.
 */
@Injectable()
export class MetricsServer implements BeforeApplicationShutdown {
  private readonly log = new Logger('Metrics');
  private server: Server | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly metrics: Metrics,
  ) {}

  /** A configured port that is in use prevents the start; the default one is left to the process that has it. @throws StartupProblem */
  async start(): Promise<void> {
    const { METRICS_PORT: asked, METRICS_HOST: host } = this.config;
    if (asked === null) return;
    const port = asked ?? defaultMetricsPort;
    const server = createServer((request, response) => {
      if (request.url !== '/metrics' || request.method !== 'GET') return void response.writeHead(404).end();
      this.metrics.text().then(
        (text) =>
          response
            .writeHead(200, { 'content-type': this.metrics.registry.contentType, 'cache-control': 'no-store' })
            .end(text),
        () => response.writeHead(500).end(),
      );
    });
    const problem = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      server.once('error', resolve).listen(port, host, () => resolve(null));
    });
    if (!problem) this.server = server;
    else if (asked !== undefined)
      throw new StartupProblem(
        `Metrics cannot be served on ${host}:${port} (${problem.code ?? 'error'}). Set METRICS_PORT to a free port, or to "off".`,
      );
    else
      this.log.warn(
        `Port ${port} is in use: the metrics of this process are not served. Set METRICS_PORT to a free port, or to "off".`,
      );
  }

  beforeApplicationShutdown(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }
}
