/**
 * An expected failure: a stable dotted `code` for clients and a sentence a person can act on. The message is shown to the caller, so it never quotes
 * personal data.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly httpStatus: number;
  /** Seconds after which trying again makes sense; becomes the Retry-After header. */
  readonly retryAfter?: number;
  /** Faults in single fields; `pointer` is a JSON pointer into the request body. */
  readonly faults?: readonly Fault[];

  override get name(): string {
    return this.constructor.name;
  }
}

/** One fault in a request; `code` is stable, `detail` is English, pages translate by code. */
export interface Fault {
  pointer: string;
  code: string;
  detail: string;
}

/** The request does not fit its schema; carries one fault per field. */
export class InvalidInput extends DomainError {
  readonly code = 'request.invalid';
  readonly httpStatus = 422;
  constructor(override readonly faults: readonly Fault[]) {
    super('The request has fields that are missing or not valid.');
  }
}

/** The server is overloaded, or its database does not respond. Nothing was accepted. */
export class TemporarilyUnavailable extends DomainError {
  readonly code = 'server.unavailable';
  readonly httpStatus = 503;
  override readonly retryAfter: number = 5;
  constructor(reason = 'The server is busy. Please try again in a few seconds.', options?: ErrorOptions) {
    super(reason);
    this.cause = options?.cause;
  }
}

/** A reason not to start, or not to run a command, that the operator can fix: printed as one sentence, then exit 1. */
export class StartupProblem extends Error {
  /** @param code stable and dotted, for scripts that read the errors of commands */
  constructor(
    message: string,
    readonly code = 'start.refused',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** One network sends more requests than anybody needs. */
export class TooManyRequests extends DomainError {
  readonly code = 'rate.limited';
  readonly httpStatus = 429;
  constructor(override readonly retryAfter: number) {
    super('Too many requests from your network. Please try again later.');
  }
}
