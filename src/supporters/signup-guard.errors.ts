import { DomainError } from '../platform/errors.js';

/** Far above the limit: even pretending success is too much work. */
export class TooManySignups extends DomainError {
  readonly code = 'signup.rate_limited';
  readonly httpStatus = 429;
  constructor(override readonly retryAfter: number) {
    super('Too many sign-ups from your network. Please try again later.');
  }
}
