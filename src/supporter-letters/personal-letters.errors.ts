import { DomainError } from '../platform/errors.js';

export class PersonalLetterNotFound extends DomainError {
  readonly code = 'personal_letter.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such letter, or it was withdrawn.');
  }
}

/** What is confirmed must be what was shown. */
export class PersonalLetterChanged extends DomainError {
  readonly code = 'personal_letter.changed';
  readonly httpStatus = 409;
  constructor() {
    super(
      'The letter was sent again with another text after this page was opened. Read it again before you confirm it.',
    );
  }
}

/** Some of the letters have changed since the decision was made; none was changed by it. */
export class PersonalLettersMoved extends DomainError {
  readonly code = 'personal_letter.status';
  readonly httpStatus = 409;
  constructor(moved: number) {
    super(
      `${moved} of these letters were decided, sent or withdrawn meanwhile. Nothing was changed; check them again.`,
    );
  }
}

/** A supporter withdrew a letter while the enclosure was being sent; the digest is rebuilt and the letter retried. */
export class DigestMoved extends DomainError {
  readonly code = 'digest.moved';
  readonly httpStatus = 409;
  constructor() {
    super('A letter was withdrawn while its digest was being made. Try again.');
  }
}

/** For callers of the claim that expect this: the letter is simply skipped this time. */
export function notIfMoved(error: unknown): false {
  if (error instanceof DigestMoved) return false;
  throw error;
}
