import { DomainError } from '../platform/errors.js';

/** Lifting what does not hold. */
export class NotSuppressed extends DomainError {
  readonly code = 'mail.not_suppressed';
  readonly httpStatus = 409;
  constructor() {
    super('No server has refused this mailbox; nothing was changed.');
  }
}

/** Told to staff with the right to ask; nobody else learns whether an address is known. */
export class NobodyKnown extends DomainError {
  readonly code = 'supporter.unknown';
  readonly httpStatus = 422;
  constructor() {
    super('Nothing is held about this mailbox.');
  }
}
