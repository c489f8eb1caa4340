import { DomainError } from '../../platform/errors.js';

export class NoticeNotFound extends DomainError {
  readonly code = 'privacy_notice.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such version of the privacy notice.');
  }
}
