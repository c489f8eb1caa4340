import { DomainError } from '../../platform/errors.js';

export class RunNotFound extends DomainError {
  readonly code = 'run.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such run.');
  }
}

export class LetterNotFound extends DomainError {
  readonly code = 'letter.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such letter.');
  }
}

/** Two-person approval: nothing is sent on the decision of its author alone. */
export class RunSamePerson extends DomainError {
  readonly code = 'run.same_person';
  readonly httpStatus = 409;
  constructor() {
    super('You created this mailing yourself; someone else must approve it.');
  }
}

/** The approval is of one plan and no other. */
export class RunChanged extends DomainError {
  readonly code = 'run.changed';
  readonly httpStatus = 409;
  constructor() {
    super('The plan has changed since you viewed it. Check it again.');
  }
}

/** Texts and times are fixed: the plan must be unlocked before another is generated. */
export class RunFrozen extends DomainError {
  readonly code = 'run.frozen';
  readonly httpStatus = 409;
  constructor() {
    super('The schedule of this mailing is locked. Unlock it before you generate it again.');
  }
}

export class RunStatusRefused extends DomainError {
  readonly code = 'run.status';
  readonly httpStatus = 409;
  constructor(status: string) {
    super(`This is not possible while the mailing is "${status}".`);
  }
}

export class LetterStatusRefused extends DomainError {
  readonly code = 'letter.status';
  readonly httpStatus = 409;
  constructor(status: string) {
    super(`This is not possible while the letter is "${status}".`);
  }
}
