import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { halJson } from './osdi.values.js';

/** Answers as HAL, and lets nobody on the way keep them: most speak of persons. */
@Injectable()
export class HalAnswer implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    void context.switchToHttp().getResponse<FastifyReply>().type(halJson).header('cache-control', 'no-store');
    return next.handle();
  }
}
