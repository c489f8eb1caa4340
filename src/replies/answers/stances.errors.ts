import { DomainError } from '../../platform/errors.js';

export class AnswerNotFound extends DomainError {
  readonly code = 'answer.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such reply.');
  }
}

/** The public sees only what two people read the same way. */
export class AnswerNotAgreed extends DomainError {
  readonly code = 'answer.not_agreed';
  readonly httpStatus = 409;
  constructor() {
    super('Two people must have assessed this reply, with the same result, before it is published.');
  }
}

export class AnswerKnown extends DomainError {
  readonly code = 'answer.known';
  readonly httpStatus = 409;
  constructor() {
    super('This email is recorded as a reply already.');
  }
}

export class AnswerMisplaced extends DomainError {
  readonly code = 'answer.misplaced';
  readonly httpStatus = 409;
  constructor(detail: string) {
    super(detail);
  }
}

export class NothingToFollowUp extends DomainError {
  readonly code = 'follow_up.nothing';
  readonly httpStatus = 409;
  constructor() {
    super('None of these letters awaits a follow-up any more.');
  }
}

export class LettersNotPublic extends DomainError {
  readonly code = 'letters.not_public';
  readonly httpStatus = 404;
  constructor() {
    super('Letters and replies are not published here.');
  }
}
