import { DomainError } from '../platform/errors.js';

export class TagUnknown extends DomainError {
  readonly code = 'tag.unknown';
  readonly httpStatus = 400;
  constructor() {
    super('A tag that was named does not exist. Nothing was written; create the tag first.');
  }
}

export class TaggingNotFound extends DomainError {
  readonly code = 'tag.not_attached';
  readonly httpStatus = 404;
  constructor() {
    super('Nobody has this tag.');
  }
}
