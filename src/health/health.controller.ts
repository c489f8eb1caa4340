import { timingSafeEqual } from 'node:crypto';
import { Public } from '../access/access.guard.js';
import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { DatabaseWatch } from '../platform/database/database-watch.js';
import { Metrics } from '../platform/metrics.js';
import { Described } from '../platform/openapi/operation.js';
import { ShutdownState } from '../platform/shutdown-state.js';
import { CONFIG } from '../platform/runtime.js';
import { sha256 } from '../platform/tokens.js';
import { FiguresElsewhere } from './health.errors.js';
import * as api from './health.api.js';

/** Endpoints for load balancers and monitoring. */
@Public()
@Controller()
export class HealthController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly watch: DatabaseWatch,
    private readonly metrics: Metrics,
    private readonly shutdown: ShutdownState,
  ) {}

  /** The process is alive; does not check dependencies. */
  @Get('health/live')
  @Described(api.getLive)
  live() {
    return { status: 'ok' };
  }

  /** 503 while the database does not respond or is read-only, or the process is shutting down: send the traffic elsewhere. */
  @Get('health/ready')
  @Described(api.getReady)
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const ready = !this.shutdown.begun && !this.watch.away && (await this.database.isWritable());
    if (!ready) void reply.status(503).header('retry-after', '5');
    return { status: ready ? 'ok' : 'unavailable' };
  }

  @Get('metrics')
  @Described(api.getMetrics)
  async figures(@Headers('authorization') authorization: string | undefined, @Res() reply: FastifyReply) {
    if (!this.mayRead(authorization)) throw new FiguresElsewhere();
    const text = await this.metrics.text();
    return reply.type(this.metrics.registry.contentType).header('cache-control', 'no-store').send(text);
  }

  /** Without METRICS_TOKEN the metrics have a separate port and are not here. */
  private mayRead(authorization = ''): boolean {
    const token = this.config.METRICS_TOKEN;
    return token !== undefined && timingSafeEqual(sha256(authorization), sha256(`Bearer ${token}`));
  }
}
