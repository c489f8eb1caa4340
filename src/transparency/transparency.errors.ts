import { DomainError } from '../platform/errors.js';

export class LogKeyUnreadable extends DomainError {
  readonly code = 'count_log.key_unreadable';
  readonly httpStatus = 500;
  constructor() {
    super('The key of the count logs cannot be opened with this SECRET_KEY.');
  }
}

export class LogNotFound extends DomainError {
  readonly code = 'count_log.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('The petition has no log yet, or not this part of it.');
  }
}
