import { AsyncLocalStorage } from 'node:async_hooks';

/** Names and small facts; never personal data, a token, an address or a path as it was asked for. */
export type Attributes = Record<string, string | number>;

/** A piece of work that takes time. */
export interface Span {
  end(attributes?: Attributes, failed?: boolean): void;
}

/** What is being done: a request or a job. Log lines and slow statements name it. */
export interface Work {
  requestId?: string;
  /** Of staff or of a program with a token: it waits in a lane of its own, so that it never keeps the public waiting. */
  desk?: true;
  /** None where nothing is traced. */
  span?: Span;
}

/** Follows a request or a job through everything it awaits. */
export const currentWork = new AsyncLocalStorage<Work>();
