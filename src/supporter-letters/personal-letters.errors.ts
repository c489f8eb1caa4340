import { DomainError } from '../platform/errors.js';

export class PersonalLetterNotFound extends DomainError {
  readonly code = 'personal_letter.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such letter, or it was taken back.');
  }
}

/** What is confirmed is what was shown. */
export class PersonalLetterChanged extends DomainError {
  readonly code = 'personal_letter.changed';
  readonly httpStatus = 409;
  constructor() {
    super(
      'The letter was sent again with another text since this page was opened. Read it again before you confirm it.',
    );
  }
}

/** Some of the letters are not what the decision was made about any more; none was changed. */
export class PersonalLettersMoved extends DomainError {
  readonly code = 'personal_letter.status';
  readonly httpStatus = 409;
  constructor(moved: number) {
    super(
      `${moved} of these letters were decided, sent or taken back meanwhile. Nothing was changed; look at them again.`,
    );
  }
}

/** A letter of a digest was taken back in the very moment it was to leave; the digest is made anew. */
export class DigestMoved extends DomainError {
  readonly code = 'digest.moved';
  readonly httpStatus = 409;
  constructor() {
    super('A letter was taken back while its digest was made. Try again.');
  }
}

/** For a claim that may end so: the letter is simply not taken this time. */
export function notIfMoved(error: unknown): false {
  if (error instanceof DigestMoved) return false;
  throw error;
}
