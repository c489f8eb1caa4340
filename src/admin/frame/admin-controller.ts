import {
  applyDecorators,
  Controller,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isValidElement, type VNode } from 'preact';
import { map, type Observable } from 'rxjs';
import { staffBehind } from '../../access/caller.decorator.js';
import { Answer } from '../../platform/http/answer.js';
import { page } from '../../platform/http/page.js';
import { WaitingCounts } from './waiting-counts.js';

/** Return value of a staff page handler: a page, or a response with its own status and headers. */
export type Shown = VNode | Answer;

/** @throws Error for anything else, which Nest would send with a status of its own choice */
export function answerOf(shown: unknown, handler: string): Answer {
  if (shown instanceof Answer) return shown;
  if (isValidElement(shown)) return page(shown);
  throw new Error(`${handler} returned neither a page nor an answer.`);
}

@Injectable()
export class PagesAsAnswers implements NestInterceptor<unknown, Answer> {
  constructor(private readonly waiting: WaitingCounts) {}

  async intercept(context: ExecutionContext, next: CallHandler<unknown>): Promise<Observable<Answer>> {
    const staff = staffBehind(context);
    const { accept = '' } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    // A form is shown again from within its handler, so the numbers are read before it.
    if (staff && !/json/.test(accept)) await this.waiting.prepare(staff);
    return next
      .handle()
      .pipe(map((shown) => answerOf(shown, `${context.getClass().name}.${context.getHandler().name}`)));
  }
}

/** A controller of staff pages, whose handlers return what they show. */
export const AdminController = (path: string): ClassDecorator & MethodDecorator =>
  applyDecorators(Controller(path), UseInterceptors(PagesAsAnswers));
