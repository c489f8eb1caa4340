import {
  applyDecorators,
  Controller,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { isValidElement, type VNode } from 'preact';
import { map, type Observable } from 'rxjs';
import { Answer } from '../../platform/http/answer.js';
import { page } from '../../platform/http/page.js';

/** Return value of a staff page handler: a page, or a response with its own status and headers. */
export type Shown = VNode | Answer;

/** @throws Error for anything else, which Nest would send with a status of its own choice */
export function answerOf(shown: unknown, handler: string): Answer {
  if (shown instanceof Answer) return shown;
  if (isValidElement(shown)) return page(shown);
  throw new Error(`${handler} returned neither a page nor an answer.`);
}

class PagesAsAnswers implements NestInterceptor<unknown, Answer> {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<Answer> {
    return next
      .handle()
      .pipe(map((shown) => answerOf(shown, `${context.getClass().name}.${context.getHandler().name}`)));
  }
}

/** A controller of staff pages, whose handlers return what they show. */
export const AdminController = (path: string): ClassDecorator & MethodDecorator =>
  applyDecorators(Controller(path), UseInterceptors(new PagesAsAnswers()));
