import { DomainError } from '../platform/errors.js';

/** Lifting a suppression that does not exist. */
export class NotSuppressed extends DomainError {
  readonly code = 'mail.not_suppressed';
  readonly httpStatus = 409;
  constructor() {
    super('No server has refused this mailbox; nothing was changed.');
  }
}

/** Shown to authorised staff; nobody else learns whether an address is known. */
export class NobodyKnown extends DomainError {
  readonly code = 'supporter.unknown';
  readonly httpStatus = 422;
  constructor() {
    super('Nothing is held about this mailbox.');
  }
}
