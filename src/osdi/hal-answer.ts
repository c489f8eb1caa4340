import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { halJson } from './osdi.values.js';

/** Responds with HAL, and forbids caching: most resources are about persons. */
@Injectable()
export class HalAnswer implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    void context.switchToHttp().getResponse<FastifyReply>().type(halJson).header('cache-control', 'no-store');
    return next.handle();
  }
}
