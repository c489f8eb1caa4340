import { DomainError } from '../../platform/errors.js';

/** Events since the cursor were deleted. */
export class CursorExpired extends DomainError {
  readonly code = 'changes.cursor_expired';
  readonly httpStatus = 410;
  constructor() {
    super(
      'Changes since this cursor are no longer available. Start without one, and remove anyone on your side who is not in the new list.',
    );
  }
}

/** The petition never asked for that. */
export class PurposeUnknown extends DomainError {
  readonly code = 'changes.purpose_unknown';
  readonly httpStatus = 404;
  constructor() {
    super('This petition offers no such consent.');
  }
}
