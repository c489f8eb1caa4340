import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Fault } from '../../platform/errors.js';

/** Text fields of a form or a query, by their names. */
export type Texts = Record<string, string>;

/** What a form shows again: what was typed, and its errors. */
export interface Refused {
  input: Readonly<Texts>;
  faults: readonly Fault[];
  problem: string;
}

/**
 * The text fields of an input; repeated or non-text ones are left out.
 * @param without excluded fields
 */
export function textsOf(input: unknown, ...without: string[]): Texts {
  if (typeof input !== 'object' || input === null) return {};
  const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
  return Object.fromEntries(Object.entries(input).filter((entry) => isText(entry) && !without.includes(entry[0])));
}

/** The values of a group of checkboxes: one is sent as a text, several as a list. */
export function listOf(input: unknown, name: string): string[] {
  const values = ((input ?? {}) as Record<string, unknown>)[name];
  return [values].flat().filter((value): value is string => typeof value === 'string');
}

const requestIn = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

/** The text fields of the form that was sent, without the session's token and the campaign it was made for. */
export const Form = createParamDecorator((_: unknown, context: ExecutionContext): Texts =>
  textsOf(requestIn(context).body, '_csrf', '_campaign'),
);

/** The text fields of the query. */
export const QueryTexts = createParamDecorator((_: unknown, context: ExecutionContext): Texts =>
  textsOf(requestIn(context).query),
);
