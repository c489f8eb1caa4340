import { DomainError } from '../../platform/errors.js';

/** What happened since is not known any more. */
export class CursorExpired extends DomainError {
  readonly code = 'changes.cursor_expired';
  readonly httpStatus = 410;
  constructor() {
    super(
      'What happened since this cursor is not known any more. Start without one, and end at your side whoever is not in the new list.',
    );
  }
}

/** The petition never asked for that. */
export class PurposeUnknown extends DomainError {
  readonly code = 'changes.purpose_unknown';
  readonly httpStatus = 404;
  constructor() {
    super('This petition asks nobody for such a consent.');
  }
}
