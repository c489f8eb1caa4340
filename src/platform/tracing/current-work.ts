import { AsyncLocalStorage } from 'node:async_hooks';

/** Names and small facts; never personal data, a token, an address or a requested path. */
export type Attributes = Record<string, string | number>;

/** A piece of work that takes time. */
export interface Span {
  end(attributes?: Attributes, failed?: boolean): void;
}

/** What is being done: a request or a job. Log lines and slow statements name it. */
export interface Work {
  requestId?: string;
  /** Staff or an API client: it waits in a separate lane, so that it never keeps the public waiting. */
  desk?: true;
  /** None when tracing is off. */
  span?: Span;
}

/** Follows a request or a job through everything it awaits. */
export const currentWork = new AsyncLocalStorage<Work>();
